import type * as S3 from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { Bucket, Ownership } from "../world/configuration";
import type { World } from "../world/world";
import { bucketFor } from "./bucket-access";
import { aclsDisabled, grantOut, grantsFrom, isPublicGrant } from "./s3-acl-grants";
import { isBlocked, refuseBlocked } from "./s3-block";
import { malformedXml } from "./s3-errors";

const ownerships: ReadonlySet<string> = new Set(["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"]);

const ownerId = (world: World, { accountId }: Pick<Bucket, "accountId">): string =>
  world.random.hex(64, "owner", accountId);

/** Access lists, who owns what is written, and access by tags. */
export function s3Access(world: World): HandlersOf<typeof S3> {
  return {
    /** What is in force: void under ownership, and without the public where a block ignores them. */
    GetBucketAcl(input, context) {
      const bucket = bucketFor(world, input, context, "s3:GetBucketAcl");
      const id = ownerId(world, bucket);
      const ignored = isBlocked(world, bucket, "IgnorePublicAcls");
      const inForce =
        bucket.ownership === "BucketOwnerEnforced"
          ? [{ grantee: { canonicalId: id }, permission: "FULL_CONTROL" as const }]
          : bucket.grants.filter((grant) => !ignored || !isPublicGrant(grant));
      return { Owner: { ID: id }, Grants: inForce.map(grantOut) };
    },
    PutBucketAcl(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketAcl");
      if (bucket.ownership === "BucketOwnerEnforced") throw aclsDisabled();
      const { AccessControlPolicy, ACL, GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP } = input;
      if (
        !(AccessControlPolicy ?? ACL ?? GrantFullControl ?? GrantRead ?? GrantReadACP ?? GrantWrite ?? GrantWriteACP)
      ) {
        throw new AwsError("MissingSecurityHeader", "Your request was missing a required header", 400, {
          MissingHeaderName: "x-amz-acl",
        });
      }
      const canonicalId = ownerId(world, bucket);
      const grants = grantsFrom(input, [{ grantee: { canonicalId }, permission: "FULL_CONTROL" }]);
      if (grants.some(isPublicGrant)) {
        refuseBlocked(world, bucket, "BlockPublicAcls", { arn: context.caller.arn, action: "s3:PutBucketAcl" });
      }
      world.changeBucket(bucket.name, { ...bucket, grants });
      return {};
    },
    GetBucketOwnershipControls(input, context) {
      const { ownership, name } = bucketFor(world, input, context, "s3:GetBucketOwnershipControls");
      if (ownership === null) {
        throw new AwsError("OwnershipControlsNotFoundError", "The bucket ownership controls were not found", 404, {
          BucketName: name,
        });
      }
      return { OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] } };
    },
    PutBucketOwnershipControls(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketOwnershipControls");
      const [rule, ...more] = input.OwnershipControls?.Rules ?? [];
      const ownership = rule?.ObjectOwnership;
      if (!ownership || !ownerships.has(ownership) || more.length > 0) {
        throw malformedXml();
      }
      const id = ownerId(world, bucket);
      const toOthers = bucket.grants.some(({ grantee }) => !("canonicalId" in grantee) || grantee.canonicalId !== id);
      if (ownership === "BucketOwnerEnforced" && toOthers) throw aclWithOwnership();
      world.changeBucket(bucket.name, { ...bucket, ownership: ownership as Ownership });
      return {};
    },
    DeleteBucketOwnershipControls(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketOwnershipControls");
      world.changeBucket(bucket.name, { ...bucket, ownership: null });
      return {};
    },
    GetBucketAbac(input, context) {
      const { abac } = bucketFor(world, input, context, "s3:GetBucketABAC");
      return { AbacStatus: { Status: abac ? "Enabled" : "Disabled" } };
    },
    PutBucketAbac(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketABAC");
      const status = input.AbacStatus?.Status;
      if (status !== "Enabled" && status !== "Disabled") {
        throw malformedXml();
      }
      world.changeBucket(bucket.name, { ...bucket, abac: status === "Enabled" });
      return {};
    },
  };
}

export const aclWithOwnership = (): AwsError =>
  new AwsError(
    "InvalidBucketAclWithObjectOwnership",
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  );
