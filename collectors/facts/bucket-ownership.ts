import { GetBucketOwnershipControlsCommand } from "@aws-sdk/client-s3";
import { defineCollector, member } from "../runtime/collector";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html */
export default defineCollector({
  provides: "AWS::S3::Bucket.ownership",
  permission: "s3:GetBucketOwnershipControls",
  notConfiguredOn: ["OwnershipControlsNotFoundError"],
  root: "OwnershipControls",

  async read({ s3 }, bucket) {
    const { OwnershipControls: controls } = await s3.send(
      new GetBucketOwnershipControlsCommand({ Bucket: bucket.name, ExpectedBucketOwner: bucket.accountId }),
    );
    return member(controls?.Rules?.[0]?.ObjectOwnership, "ObjectOwnership");
  },
});
