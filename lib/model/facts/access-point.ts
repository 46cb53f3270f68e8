import { z } from "zod";
import { PublicAccessBlock } from "./public-access-block";

/** What is read of an access point. Its block cannot be changed after creation (trap 34). */
export const accessPointFacts = {
  /** The bucket it leads to and the network it can be reached from. */
  origin: z.object({
    bucket: z.string(),
    bucketAccountId: z.string().nullable(),
    network: z.enum(["Internet", "VPC"]),
    vpcId: z.string().nullable(),
  }),
  publicAccessBlock: PublicAccessBlock.nullable(),
  policy: z.string().nullable(),
  policyStatus: z.object({ isPublic: z.boolean() }).nullable(),
} as const;
