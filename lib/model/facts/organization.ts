import { z } from "zod";

/** Which accounts an organization holds. `id` is null for a lone account, which is all there is of its own. */
export const Members = z.object({
  id: z.string().nullable(),
  managementAccountId: z.string(),
  /** Twelve digits each, sorted; closed ones are among them as long as Organizations lists them. */
  accounts: z.array(z.string()),
});
export type Members = z.infer<typeof Members>;

/** What is read of the organization itself. */
export const organizationFacts = {
  featureSet: z.enum(["ALL", "CONSOLIDATED_BILLING"]),
  /** The policy types enabled on the root, as `ListRoots` names them. */
  enabledPolicyTypes: z.array(z.string()),
  members: Members,
} as const;
