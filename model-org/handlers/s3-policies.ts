import type * as S3 from "@aws-sdk/client-s3";
import { roles } from "../iam/roles";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import { type PolicyPlace, policyFault } from "../world/policy-faults";
import { isPublicPolicy } from "../world/read-policy";
import type { World } from "../world/world";
import { bucketArn, bucketFor } from "./bucket-access";
import { refuseBlocked } from "./s3-block";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html: bucket policies are limited to 20 KB. */
const longest = 20 * 1024;

export const noBucketPolicy = (bucket: string): AwsError =>
  new AwsError("NoSuchBucketPolicy", "The bucket policy does not exist", 404, { BucketName: bucket });

/**
 * @returns a policy as it is kept
 * @throws AwsError where AWS would not take it
 */
export function acceptPolicy(
  world: World,
  text: string | undefined,
  place: Pick<PolicyPlace, "arn" | "within" | "prefix">,
): string {
  const policy = text ?? "";
  if (Buffer.byteLength(policy) > longest) {
    throw new AwsError("PolicyTooLarge", "Policy exceeds the maximum allowed document size.", 400, {
      MaxSize: String(longest),
    });
  }
  const fault = policyFault(policy, { ...place, exists: (arn) => exists(world, arn) });
  if (fault !== undefined) throw new AwsError("MalformedPolicy", fault);
  return policy;
}

/** Roles of the organization's accounts are known here; whether somebody else's exists nobody can say. */
function exists(world: World, arn: string): boolean | undefined {
  const [, accountId, path] = /:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  if (accountId === undefined || path === undefined || !world.account(accountId)) return undefined;
  const name = path.slice(path.lastIndexOf("/") + 1);
  return world.records.get(roles, accountId, world.homeRegion, name) !== undefined;
}

/** The policy of a bucket, and whether it is public. */
export function s3Policies(world: World): HandlersOf<typeof S3> {
  return {
    GetBucketPolicy(input, context) {
      const { policy, name } = bucketFor(world, input, context, "s3:GetBucketPolicy");
      if (policy === null) throw noBucketPolicy(name);
      return { Policy: policy };
    },
    GetBucketPolicyStatus(input, context) {
      const { policy, name } = bucketFor(world, input, context, "s3:GetBucketPolicyStatus");
      if (policy === null) throw noBucketPolicy(name);
      return { PolicyStatus: { IsPublic: isPublicPolicy(policy) } };
    },
    PutBucketPolicy(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketPolicy");
      const arn = bucketArn(world, bucket.name);
      const policy = acceptPolicy(world, input.Policy, { arn, within: `${arn}/` });
      if (isPublicPolicy(policy)) {
        refuseBlocked(world, bucket, "BlockPublicPolicy", { arn: context.caller.arn, action: "s3:PutBucketPolicy" });
      }
      world.changeBucket(bucket.name, { ...bucket, policy });
      return {};
    },
    DeleteBucketPolicy(input, context) {
      const bucket = bucketFor(world, input, context, "s3:DeleteBucketPolicy");
      world.changeBucket(bucket.name, { ...bucket, policy: null });
      return {};
    },
  };
}
