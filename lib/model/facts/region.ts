import { z } from "zod";

/** What is read of a region of an account. */
export const regionFacts = {
  optStatus: z.enum(["ENABLED", "ENABLING", "DISABLING", "DISABLED", "ENABLED_BY_DEFAULT"]),
} as const;
