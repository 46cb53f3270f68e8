import { z } from "zod";

/** What is read of a region of an account. */
export const regionFacts = {
  /** Whether its access points were listed to the end. */
  accessPointsListed: z.literal(true),
  optStatus: z.enum(["ENABLED", "ENABLING", "DISABLING", "DISABLED", "ENABLED_BY_DEFAULT"]),
} as const;
