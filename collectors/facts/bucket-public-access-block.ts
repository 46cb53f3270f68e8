import { GetPublicAccessBlockCommand } from "@aws-sdk/client-s3";
import { defineCollector, member } from "../runtime/collector";
import { publicAccessBlockFrom } from "../runtime/public-access-block";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
export default defineCollector({
  provides: "AWS::S3::Bucket.publicAccessBlock",
  permission: "s3:GetBucketPublicAccessBlock",
  notConfiguredOn: ["NoSuchPublicAccessBlockConfiguration"],
  root: "PublicAccessBlockConfiguration",

  async read({ s3 }, bucket) {
    const { PublicAccessBlockConfiguration: block } = await s3.send(
      new GetPublicAccessBlockCommand({ Bucket: bucket.name, ExpectedBucketOwner: bucket.accountId }),
    );
    return publicAccessBlockFrom(member(block, "PublicAccessBlockConfiguration"));
  },
});
