import { GetBucketPolicyCommand } from "@aws-sdk/client-s3";
import { UnexpectedAnswer } from "../runtime/classify";
import { defineCollector, member } from "../runtime/collector";

/** Kept exactly as AWS returned it. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export default defineCollector({
  provides: "AWS::S3::Bucket.policy",
  permission: "s3:GetBucketPolicy",
  notConfiguredOn: ["NoSuchBucketPolicy"],

  async read({ s3 }, bucket) {
    const { Policy: text } = await s3.send(
      new GetBucketPolicyCommand({ Bucket: bucket.name, ExpectedBucketOwner: bucket.accountId }),
    );
    const policy = member(text, "Policy");
    if (policy.trimStart().startsWith("<")) throw new UnexpectedAnswer("The answer is XML, not a policy.");
    return policy;
  },
});
