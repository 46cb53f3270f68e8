import { GetBucketEncryptionCommand } from "@aws-sdk/client-s3";
import { defineCollector, member } from "../runtime/collector";

/**
 * The first rule is the only one AWS keeps.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html
 */
export default defineCollector({
  provides: "AWS::S3::Bucket.encryption",
  permission: "s3:GetEncryptionConfiguration",
  notConfiguredOn: ["ServerSideEncryptionConfigurationNotFoundError"],
  root: "ServerSideEncryptionConfiguration",

  async read({ s3 }, bucket) {
    const { ServerSideEncryptionConfiguration: configuration } = await s3.send(
      new GetBucketEncryptionCommand({ Bucket: bucket.name, ExpectedBucketOwner: bucket.accountId }),
    );
    const rule = member(configuration?.Rules?.[0], "Rules");
    const byDefault = member(rule.ApplyServerSideEncryptionByDefault, "ApplyServerSideEncryptionByDefault");
    return {
      algorithm: member(byDefault.SSEAlgorithm, "SSEAlgorithm"),
      kmsKeyId: byDefault.KMSMasterKeyID ?? null,
      bucketKeyEnabled: rule.BucketKeyEnabled ?? false,
      blockedEncryptionTypes: rule.BlockedEncryptionTypes ? (rule.BlockedEncryptionTypes.EncryptionType ?? []) : null,
    };
  },
});
