import { expect, test } from "vitest";
import type { Operation } from "@/lib/engine/remediation";
import type { Encryption } from "@/lib/model/facts/bucket";
import type { PublicAccessBlock } from "@/lib/model/facts/public-access-block";
import type { ResourceRef } from "@/lib/model/resource";
import { blockPublicAccess } from "./block-public-access";
import { bucketKey } from "./bucket-key";

const bucket: ResourceRef = {
  type: "AWS::S3::Bucket",
  arn: "arn:aws:s3:::claims-intake",
  name: "claims-intake",
  accountId: "111122223333",
  region: "eu-west-1",
};

type State = { block: PublicAccessBlock | null; encryption: Encryption | null };

function after(state: State, operation: Operation): State {
  switch (operation.kind) {
    case "s3:PutPublicAccessBlock":
      return { ...state, block: operation.value };
    case "s3:DeletePublicAccessBlock":
      return { ...state, block: null };
    case "s3:PutBucketEncryption":
      return { ...state, encryption: operation.value };
    case "s3:DeleteBucketEncryption":
      return { ...state, encryption: null };
  }
}

const apply = (state: State, operations: readonly Operation[]): State => operations.reduce(after, state);

const blocks: (PublicAccessBlock | null)[] = [
  null,
  ...Array.from({ length: 16 }, (_, n) => ({
    blockPublicAcls: Boolean(n & 1),
    ignorePublicAcls: Boolean(n & 2),
    blockPublicPolicy: Boolean(n & 4),
    restrictPublicBuckets: Boolean(n & 8),
  })),
];

test.each(blocks)("blocking public access and undoing it leaves %o", (block) => {
  const before: State = { block, encryption: null };
  const { operations, undo, after: wanted } = blockPublicAccess(bucket, block);
  const applied = apply(before, operations);
  expect(applied.block).toEqual(wanted);
  expect(Object.values(applied.block ?? {})).toEqual([true, true, true, true]);
  expect(apply(applied, undo)).toEqual(before);
});

const rules: Encryption[] = ["aws:kms", "aws:kms:dsse"].flatMap((algorithm) =>
  [null, "arn:aws:kms:eu-west-1:111122223333:key/k"].flatMap((kmsKeyId) =>
    [null, ["NONE"], ["SSE-C"]].flatMap((blockedEncryptionTypes) =>
      [false, true].map((bucketKeyEnabled) => ({ algorithm, kmsKeyId, blockedEncryptionTypes, bucketKeyEnabled })),
    ),
  ),
);

test.each(rules)("turning the bucket key on keeps the rest of %o, and undo puts it back", (encryption) => {
  const before: State = { block: null, encryption };
  const { operations, undo } = bucketKey(bucket, encryption);
  const applied = apply(before, operations);
  expect(applied.encryption).toEqual({ ...encryption, bucketKeyEnabled: true });
  expect(apply(applied, undo)).toEqual(before);
});
