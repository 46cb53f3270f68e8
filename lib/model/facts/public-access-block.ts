import { z } from "zod";

/**
 * The four settings of Block Public Access, as a bucket, an access point or an account has them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export const PublicAccessBlock = z.object({
  blockPublicAcls: z.boolean(),
  ignorePublicAcls: z.boolean(),
  blockPublicPolicy: z.boolean(),
  restrictPublicBuckets: z.boolean(),
});

export type PublicAccessBlock = z.infer<typeof PublicAccessBlock>;

export const publicAccessBlockSettings = [
  "blockPublicAcls",
  "ignorePublicAcls",
  "blockPublicPolicy",
  "restrictPublicBuckets",
] as const satisfies readonly (keyof PublicAccessBlock)[];

/** The names AWS uses for the settings, for screens and calls. */
export const publicAccessBlockNames: Readonly<Record<keyof PublicAccessBlock, string>> = {
  blockPublicAcls: "BlockPublicAcls",
  ignorePublicAcls: "IgnorePublicAcls",
  blockPublicPolicy: "BlockPublicPolicy",
  restrictPublicBuckets: "RestrictPublicBuckets",
};
