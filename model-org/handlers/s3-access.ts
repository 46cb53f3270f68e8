import type * as S3 from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import { type Block, blockAll, type Grant, type Ownership } from "../world/configuration";
import { isPolicyDocument, isPublicPolicy } from "../world/read-policy";
import type { World } from "../world/world";
import { bucketFor } from "./bucket-access";

const groups = {
  AllUsers: "http://acs.amazonaws.com/groups/global/AllUsers",
  AuthenticatedUsers: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
  LogDelivery: "http://acs.amazonaws.com/groups/s3/LogDelivery",
} as const;

const notFound = (code: string, message: string, bucket: string) =>
  new AwsError(code, message, 404, { BucketName: bucket });

const noPolicy = (bucket: string) => notFound("NoSuchBucketPolicy", "The bucket policy does not exist", bucket);

/** Settings AWS was given; one that was left out is off. */
export const blockFrom = (given: Partial<Record<keyof Block, boolean | undefined>> | undefined): Block =>
  Object.fromEntries(Object.keys(blockAll).map((name) => [name, given?.[name as keyof Block] ?? false])) as Block;

/** Who may reach a bucket: block, policy, access list, ownership, ABAC. */
export function s3Access(world: World): HandlersOf<typeof S3> {
  const inForce = (accountId: string, own: Block | null, setting: keyof Block): boolean => {
    const account = world.account(accountId);
    return Boolean(own?.[setting] || (account && world.effectiveBlock(account)?.[setting]));
  };
  return {
    GetPublicAccessBlock(input, context) {
      const { block, name } = bucketFor(world, input, context, "s3:GetBucketPublicAccessBlock");
      if (!block) {
        throw notFound(
          "NoSuchPublicAccessBlockConfiguration",
          "The public access block configuration was not found",
          name,
        );
      }
      return { PublicAccessBlockConfiguration: block };
    },
    PutPublicAccessBlock(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketPublicAccessBlock");
      world.changeBucket(bucket.name, { ...bucket, block: blockFrom(input.PublicAccessBlockConfiguration) });
      return {};
    },
    DeletePublicAccessBlock(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketPublicAccessBlock");
      world.changeBucket(bucket.name, { ...bucket, block: null });
      return {};
    },
    GetBucketPolicy(input, context) {
      const { policy, name } = bucketFor(world, input, context, "s3:GetBucketPolicy");
      if (policy === null) throw noPolicy(name);
      return { Policy: policy };
    },
    GetBucketPolicyStatus(input, context) {
      const { policy, name } = bucketFor(world, input, context, "s3:GetBucketPolicyStatus");
      if (policy === null) throw noPolicy(name);
      return { PolicyStatus: { IsPublic: isPublicPolicy(policy) } };
    },
    PutBucketPolicy(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketPolicy");
      const policy = input.Policy ?? "";
      if (!isPolicyDocument(policy)) throw new AwsError("MalformedPolicy", "Policies must be valid JSON.");
      if (isPublicPolicy(policy) && inForce(bucket.accountId, bucket.block, "BlockPublicPolicy")) {
        throw new AwsError(
          "AccessDenied",
          `User: ${context.caller.arn} is not authorized to perform: s3:PutBucketPolicy because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
          403,
        );
      }
      world.changeBucket(bucket.name, { ...bucket, policy });
      return {};
    },
    DeleteBucketPolicy(input, context) {
      const bucket = bucketFor(world, input, context, "s3:DeleteBucketPolicy");
      world.changeBucket(bucket.name, { ...bucket, policy: null });
      return {};
    },
    GetBucketAcl(input, context) {
      const { grants } = bucketFor(world, input, context, "s3:GetBucketAcl");
      const owner = grants.find(({ grantee }) => "canonicalId" in grantee)?.grantee;
      return {
        Owner: { ID: owner && "canonicalId" in owner ? owner.canonicalId : "" },
        Grants: grants.map(({ grantee, permission }) => ({
          Grantee:
            "group" in grantee
              ? { Type: "Group" as const, URI: groups[grantee.group] }
              : { Type: "CanonicalUser" as const, ID: grantee.canonicalId },
          Permission: permission,
        })),
      };
    },
    PutBucketAcl(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketAcl");
      if (bucket.ownership === "BucketOwnerEnforced") {
        throw new AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs");
      }
      const grants = grantsOf(input, bucket.grants);
      const isPublic = grants.some(({ grantee }) => "group" in grantee && grantee.group !== "LogDelivery");
      if (isPublic && inForce(bucket.accountId, bucket.block, "BlockPublicAcls")) {
        throw new AwsError(
          "AccessDenied",
          `User: ${context.caller.arn} is not authorized to perform: s3:PutBucketAcl because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access.`,
          403,
        );
      }
      world.changeBucket(bucket.name, { ...bucket, grants });
      return {};
    },
    GetBucketOwnershipControls(input, context) {
      const { ownership, name } = bucketFor(world, input, context, "s3:GetBucketOwnershipControls");
      if (ownership === null) {
        throw notFound("OwnershipControlsNotFoundError", "The bucket ownership controls were not found", name);
      }
      return { OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] } };
    },
    PutBucketOwnershipControls(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketOwnershipControls");
      const ownership = input.OwnershipControls?.Rules?.[0]?.ObjectOwnership as Ownership | undefined;
      if (!ownership) throw new AwsError("MalformedXML", "The XML you provided was not well-formed.");
      const foreign = bucket.grants.some(({ grantee }) => "group" in grantee);
      if (ownership === "BucketOwnerEnforced" && foreign) {
        throw new AwsError(
          "InvalidBucketAclWithObjectOwnership",
          "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
        );
      }
      world.changeBucket(bucket.name, { ...bucket, ownership });
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
      world.changeBucket(bucket.name, { ...bucket, abac: input.AbacStatus?.Status === "Enabled" });
      return {};
    },
  };
}

function grantsOf(input: S3.PutBucketAclCommandInput, before: Grant[]): Grant[] {
  const own = before.filter(({ grantee }) => "canonicalId" in grantee);
  switch (input.ACL) {
    case "public-read":
      return [...own, { grantee: { group: "AllUsers" }, permission: "READ" }];
    case "public-read-write":
      return [
        ...own,
        { grantee: { group: "AllUsers" }, permission: "READ" },
        { grantee: { group: "AllUsers" }, permission: "WRITE" },
      ];
    case "authenticated-read":
      return [...own, { grantee: { group: "AuthenticatedUsers" }, permission: "READ" }];
    case "private":
      return own;
    default:
      break;
  }
  const given = input.AccessControlPolicy?.Grants;
  if (!given) return own;
  return given.flatMap(({ Grantee: grantee, Permission: permission }): Grant[] => {
    const group = Object.entries(groups).find(([, uri]) => uri === grantee?.URI)?.[0] as
      | keyof typeof groups
      | undefined;
    if (group) return [{ grantee: { group }, permission: permission as Grant["permission"] }];
    return grantee?.ID ? [{ grantee: { canonicalId: grantee.ID }, permission: permission as Grant["permission"] }] : [];
  });
}
