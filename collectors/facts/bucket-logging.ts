import { GetBucketLoggingCommand } from "@aws-sdk/client-s3";
import { defineCollector, member } from "../runtime/collector";

/** Answers empty where logging was never configured. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html */
export default defineCollector({
  provides: "AWS::S3::Bucket.logging",
  permission: "s3:GetBucketLogging",
  notConfiguredOn: [],
  root: "BucketLoggingStatus",

  async read({ s3 }, bucket) {
    const { LoggingEnabled: logging } = await s3.send(
      new GetBucketLoggingCommand({ Bucket: bucket.name, ExpectedBucketOwner: bucket.accountId }),
    );
    if (!logging) return null;
    return { targetBucket: member(logging.TargetBucket, "TargetBucket"), targetPrefix: logging.TargetPrefix ?? "" };
  },
});
