// Written by `npm run catalogue`.
import type { Control } from "@/lib/engine/control";
import accessPointPolicyNotPublic from "./1-block-public-access/access-point-policy-not-public";
import accountBlockPublicAccess from "./1-block-public-access/account-block-public-access";
import bucketAclNoAllUsers from "./1-block-public-access/bucket-acl-no-all-users";
import bucketAclsDisabled from "./1-block-public-access/bucket-acls-disabled";
import bucketBlockPublicAccess from "./1-block-public-access/bucket-block-public-access";
import bucketNotPubliclyAccessible from "./1-block-public-access/bucket-not-publicly-accessible";
import bucketPolicyNoPublicWrite from "./1-block-public-access/bucket-policy-no-public-write";
import bucketPolicyNotPublic from "./1-block-public-access/bucket-policy-not-public";
import bucketKeyEnabled from "./2-bucket-keys/bucket-key-enabled";
import bucketTagsCompliant from "./3-divide-and-conquer/bucket-tags-compliant";
import organizationS3PolicyBlockPublicAccess from "./5-guardrails/organization-s3-policy-block-public-access";
import bucketKmsEncryption from "./6-beyond-s3/bucket-kms-encryption";
import bucketMinimumTlsVersion from "./6-beyond-s3/bucket-minimum-tls-version";
import bucketPolicyEnforcesEncryption from "./6-beyond-s3/bucket-policy-enforces-encryption";
import bucketSecureTransport from "./6-beyond-s3/bucket-secure-transport";
import bucketSseCBlocked from "./6-beyond-s3/bucket-sse-c-blocked";
import bucketServerAccessLogging from "./7-logging/bucket-server-access-logging";
import bucketVersioningEnabled from "./8-protection/bucket-versioning-enabled";
import bucketPolicyNoCrossAccountAccess from "./9-least-privilege/bucket-policy-no-cross-account-access";
import bucketPolicyNoLockout from "./9-least-privilege/bucket-policy-no-lockout";
import bucketPolicyNoWildcardAction from "./9-least-privilege/bucket-policy-no-wildcard-action";

// Safe: the engine hands each control exactly the facts it names in `needs`.
export const controls = [
  accessPointPolicyNotPublic,
  accountBlockPublicAccess,
  bucketAclNoAllUsers,
  bucketAclsDisabled,
  bucketBlockPublicAccess,
  bucketNotPubliclyAccessible,
  bucketPolicyNoPublicWrite,
  bucketPolicyNotPublic,
  bucketKeyEnabled,
  bucketTagsCompliant,
  organizationS3PolicyBlockPublicAccess,
  bucketKmsEncryption,
  bucketMinimumTlsVersion,
  bucketPolicyEnforcesEncryption,
  bucketSecureTransport,
  bucketSseCBlocked,
  bucketServerAccessLogging,
  bucketVersioningEnabled,
  bucketPolicyNoCrossAccountAccess,
  bucketPolicyNoLockout,
  bucketPolicyNoWildcardAction,
] as readonly unknown[] as readonly Control[];
