import { z } from "zod";
import { PublicAccessBlock } from "./public-access-block";

/** The default encryption rule of a bucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionRule.html */
export const Encryption = z.object({
  algorithm: z.string(),
  kmsKeyId: z.string().nullable(),
  bucketKeyEnabled: z.boolean(),
  /** Absent on rules written before AWS added the element; then SSE-C is allowed. */
  blockedEncryptionTypes: z.array(z.string()).nullable(),
});
export type Encryption = z.infer<typeof Encryption>;

export const Grant = z.object({
  /** A canonical user id, an e-mail address or a group's URI. */
  grantee: z.string(),
  granteeType: z.enum(["CanonicalUser", "AmazonCustomerByEmail", "Group"]),
  permission: z.string(),
});

export const AccessControlList = z.object({ owner: z.string().nullable(), grants: z.array(Grant) });
export type AccessControlList = z.infer<typeof AccessControlList>;

export const Logging = z.object({ targetBucket: z.string(), targetPrefix: z.string() });

export const Versioning = z.object({ status: z.enum(["Enabled", "Suspended"]), mfaDelete: z.boolean() });

export const Website = z.object({ indexDocument: z.string().nullable(), redirectsTo: z.string().nullable() });

/** What is read of a bucket. `null` in every one of these means that AWS says "not configured". */
export const bucketFacts = {
  publicAccessBlock: PublicAccessBlock.nullable(),
  encryption: Encryption.nullable(),
  /** The policy document exactly as AWS returned it. */
  policy: z.string().nullable(),
  policyStatus: z.object({ isPublic: z.boolean() }).nullable(),
  acl: AccessControlList,
  ownership: z.enum(["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"]).nullable(),
  logging: Logging.nullable(),
  versioning: Versioning.nullable(),
  abac: z.enum(["Enabled", "Disabled"]).nullable(),
  tags: z.record(z.string(), z.string()).nullable(),
  website: Website.nullable(),
} as const;
