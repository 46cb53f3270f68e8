import {
  DeleteBucketEncryptionCommand,
  DeletePublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutPublicAccessBlockCommand,
  type ServerSideEncryption,
} from "@aws-sdk/client-s3";
import type { Operation } from "@/lib/engine/remediation";
import type { ResourceRef } from "@/lib/model/resource";
import type { MemberSession } from "../runtime/aws";
import { publicAccessBlockTo } from "../runtime/public-access-block";

/**
 * Makes one planned call. The only code that writes to AWS: a new kind of operation is a new case here.
 * @throws what AWS answers
 */
export async function perform(session: MemberSession, resource: ResourceRef, operation: Operation): Promise<void> {
  const s3 = session.s3(resource.region ?? "us-east-1");
  const target = { Bucket: operation.bucket, ExpectedBucketOwner: resource.accountId };
  switch (operation.kind) {
    case "s3:PutPublicAccessBlock":
      await s3.send(
        new PutPublicAccessBlockCommand({
          ...target,
          PublicAccessBlockConfiguration: publicAccessBlockTo(operation.value),
        }),
      );
      return;
    case "s3:DeletePublicAccessBlock":
      await s3.send(new DeletePublicAccessBlockCommand(target));
      return;
    case "s3:PutBucketEncryption": {
      const { algorithm, kmsKeyId, bucketKeyEnabled, blockedEncryptionTypes } = operation.value;
      await s3.send(
        new PutBucketEncryptionCommand({
          ...target,
          // The Put replaces the whole rule: what was there is written back with it (trap 17).
          ServerSideEncryptionConfiguration: {
            Rules: [
              {
                ApplyServerSideEncryptionByDefault: {
                  SSEAlgorithm: algorithm as ServerSideEncryption,
                  ...(kmsKeyId ? { KMSMasterKeyID: kmsKeyId } : {}),
                },
                BucketKeyEnabled: bucketKeyEnabled,
                ...(blockedEncryptionTypes
                  ? { BlockedEncryptionTypes: { EncryptionType: blockedEncryptionTypes as ("NONE" | "SSE-C")[] } }
                  : {}),
              },
            ],
          },
        }),
      );
      return;
    }
    case "s3:DeleteBucketEncryption":
      await s3.send(new DeleteBucketEncryptionCommand(target));
      return;
  }
}
