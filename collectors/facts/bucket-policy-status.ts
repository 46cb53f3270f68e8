import { GetBucketPolicyStatusCommand } from "@aws-sdk/client-s3";
import { defineCollector, member } from "../runtime/collector";

/** AWS's own answer to "is the policy public?". https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html */
export default defineCollector({
  provides: "AWS::S3::Bucket.policyStatus",
  permission: "s3:GetBucketPolicyStatus",
  notConfiguredOn: ["NoSuchBucketPolicy"],
  root: "PolicyStatus",

  async read({ s3 }, bucket) {
    const { PolicyStatus: status } = await s3.send(
      new GetBucketPolicyStatusCommand({ Bucket: bucket.name, ExpectedBucketOwner: bucket.accountId }),
    );
    return { isPublic: member(status?.IsPublic, "PolicyStatus.IsPublic") };
  },
});
