import type { PublicAccessBlock } from "@/lib/model/facts/public-access-block";

/** The four settings as S3 and S3 Control spell them. A setting that is left out is off. */
export type AwsPublicAccessBlock = {
  BlockPublicAcls?: boolean | undefined;
  IgnorePublicAcls?: boolean | undefined;
  BlockPublicPolicy?: boolean | undefined;
  RestrictPublicBuckets?: boolean | undefined;
};

export const publicAccessBlockFrom = (block: AwsPublicAccessBlock): PublicAccessBlock => ({
  blockPublicAcls: block.BlockPublicAcls ?? false,
  ignorePublicAcls: block.IgnorePublicAcls ?? false,
  blockPublicPolicy: block.BlockPublicPolicy ?? false,
  restrictPublicBuckets: block.RestrictPublicBuckets ?? false,
});

export const publicAccessBlockTo = (block: PublicAccessBlock): Required<AwsPublicAccessBlock> => ({
  BlockPublicAcls: block.blockPublicAcls,
  IgnorePublicAcls: block.ignorePublicAcls,
  BlockPublicPolicy: block.blockPublicPolicy,
  RestrictPublicBuckets: block.restrictPublicBuckets,
});
