import { z } from "zod";
import { PublicAccessBlock } from "./public-access-block";

export const AttachedPolicy = z.object({
  id: z.string(),
  name: z.string(),
  targetId: z.string(),
  document: z.string(),
});
export type AttachedPolicy = z.infer<typeof AttachedPolicy>;

/** What is read of an account, and what the organization makes effective in it. */
export const accountFacts = {
  /** What `s3control:GetPublicAccessBlock` answers: the effective value, an organization policy included. */
  effectiveAccountPublicAccessBlock: PublicAccessBlock.nullable(),
  /** The account's own setting. Under an organization S3 policy AWS does not show it. */
  accountPublicAccessBlock: PublicAccessBlock.nullable(),
  /** The effective S3 policy of the account; `valid` is false where AWS lists the account as having an invalid one. */
  effectiveS3Policy: z.object({ publicAccessBlock: z.enum(["all", "none"]).nullable(), valid: z.boolean() }).nullable(),
  /** Resource control policies attached to the account or to anything above it. */
  resourceControlPolicies: z.array(AttachedPolicy),
  /** Whether its buckets were listed to the end. */
  bucketsListed: z.literal(true),
  /** Whether its regions were listed. */
  regionsListed: z.literal(true),
} as const;
