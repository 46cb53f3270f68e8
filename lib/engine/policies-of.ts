import { partitionOf, type ResourceRef } from "@/lib/model/resource";
import { type BucketPolicies, bucketPolicies } from "@/lib/policy/bucket-policies";

/**
 * @param own the bucket's policy as AWS returned it; null where it has none
 * @param rcps resource control policies on its path
 * @returns what they come to, to be asked
 */
export const policiesOf = (
  { name, arn, accountId }: Pick<ResourceRef, "name" | "arn" | "accountId">,
  own: string | null,
  rcps: readonly { document: string }[] = [],
): BucketPolicies =>
  bucketPolicies(
    own,
    rcps.map(({ document }) => document),
    { name, partition: partitionOf(arn), accountId },
  );
