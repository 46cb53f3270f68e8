import type { Policy } from "./language/policy";

/** The four settings of S3 Block Public Access at one level. */
export type Block = {
  BlockPublicAcls: boolean;
  IgnorePublicAcls: boolean;
  BlockPublicPolicy: boolean;
  RestrictPublicBuckets: boolean;
};

export type BlockLevel = "access-point" | "bucket" | "account" | "organization";

/** What is known of a level: its settings; `none` where it has none; `unread` where nobody could read it. */
export type KnownBlock = Block | "none" | "unread";

export type Blocks = {
  accessPoint?: KnownBlock;
  bucket: KnownBlock;
  account: KnownBlock;
  /** An organization's S3 policy sets all four together, and in the place of the account's own. */
  organization: "all" | "none" | "absent" | "unread";
};

export type Grantee =
  | { kind: "all-users" }
  | { kind: "authenticated-users" }
  | { kind: "log-delivery" }
  | { kind: "canonical-user"; id: string }
  | { kind: "other"; text: string };

export type Grant = { grantee: Grantee; permission: "READ" | "WRITE" | "READ_ACP" | "WRITE_ACP" | "FULL_CONTROL" };

export type Ownership = "BucketOwnerEnforced" | "BucketOwnerPreferred" | "ObjectWriter";

/** All that decides who may do what with a bucket, or with an access point to one. What was not read is `unread`. */
export type AccessInput = {
  kind: "bucket" | "access-point";
  partition: string;
  bucket: string;
  accountId: string;
  /** Null where the account is in no organization. */
  orgId: string | null | "unread";
  isManagementAccount: boolean;
  /** All accounts of the organization, where they are known: others are outside it. */
  members?: readonly string[];
  /** The bucket's own policy; null where it has none. */
  policy: Policy | null | "unread";
  accessPoint?: { arn: string; networkOrigin: "Internet" | "VPC"; policy: Policy | null | "unread" };
  acl: { owner: string | null; grants: readonly Grant[] } | "unread";
  ownership: Ownership | "unread";
  blocks: Blocks;
  /** Resource control policies by level, from the root of the organization to the account itself. */
  rcps: readonly (readonly Policy[])[] | "unread";
  trusted: { accounts: readonly string[]; organizations: readonly string[] };
};
