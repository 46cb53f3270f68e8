import { GetBucketAbacCommand } from "@aws-sdk/client-s3";
import { defineCollector, member } from "../runtime/collector";

/** Whether tags of the bucket take part in access decisions. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAbac.html */
export default defineCollector({
  provides: "AWS::S3::Bucket.abac",
  permission: "s3:GetBucketAbac",
  notConfiguredOn: [],
  root: "AbacStatus",

  async read({ s3 }, bucket) {
    const { AbacStatus: abac } = await s3.send(
      new GetBucketAbacCommand({ Bucket: bucket.name, ExpectedBucketOwner: bucket.accountId }),
    );
    return member(abac?.Status, "AbacStatus.Status");
  },
});
