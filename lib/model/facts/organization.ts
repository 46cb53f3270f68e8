import { z } from "zod";

/** What is read of the organization itself. */
export const organizationFacts = {
  featureSet: z.enum(["ALL", "CONSOLIDATED_BILLING"]),
  /** The policy types enabled on the root, as `ListRoots` names them. */
  enabledPolicyTypes: z.array(z.string()),
} as const;
