import type { FactPath } from "@/lib/model/fact-schema";
import type { Encryption } from "@/lib/model/facts/bucket";
import type { PublicAccessBlock } from "@/lib/model/facts/public-access-block";

/**
 * One write to AWS, as data. `collectors/apply` is the only interpreter. A new kind is added only for a new AWS call.
 * `permission` is what the remediator's role needs for it.
 */
export type Operation =
  | {
      kind: "s3:PutPublicAccessBlock";
      permission: "s3:PutBucketPublicAccessBlock";
      bucket: string;
      value: PublicAccessBlock;
    }
  | { kind: "s3:DeletePublicAccessBlock"; permission: "s3:PutBucketPublicAccessBlock"; bucket: string }
  | { kind: "s3:PutBucketEncryption"; permission: "s3:PutEncryptionConfiguration"; bucket: string; value: Encryption }
  | { kind: "s3:DeleteBucketEncryption"; permission: "s3:PutEncryptionConfiguration"; bucket: string };

/** The permission each kind of operation needs. The compiler holds it to the operations: none lacks, none differs. */
export const operationPermissions: {
  readonly [K in Operation["kind"]]: Extract<Operation, { kind: K }>["permission"];
} = {
  "s3:PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
  "s3:DeletePublicAccessBlock": "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketEncryption": "s3:PutEncryptionConfiguration",
  "s3:DeleteBucketEncryption": "s3:PutEncryptionConfiguration",
};

/** What could be done about a failure: the writes, what they may break, and the writes that put everything back. */
export type Remediation = {
  /** The file name in lib/remediations. */
  id: string;
  title: string;
  /** What may stop working for the workload; shown before anyone can confirm. */
  risk: string;
  /** The fact the change rewrites, its value now and its value after. A `null` before is restored by the Delete call. */
  fact: FactPath;
  before: unknown;
  after: unknown;
  operations: readonly Operation[];
  undo: readonly Operation[];
};
