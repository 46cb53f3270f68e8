import { GetBucketVersioningCommand } from "@aws-sdk/client-s3";
import { defineCollector } from "../runtime/collector";

/** Answers empty where versioning was never configured. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export default defineCollector({
  provides: "AWS::S3::Bucket.versioning",
  permission: "s3:GetBucketVersioning",
  notConfiguredOn: [],
  root: ["VersioningConfiguration", "GetBucketVersioningResult"],

  async read({ s3 }, bucket) {
    const { Status: status, MFADelete: mfaDelete } = await s3.send(
      new GetBucketVersioningCommand({ Bucket: bucket.name, ExpectedBucketOwner: bucket.accountId }),
    );
    return status === undefined ? null : { status, mfaDelete: mfaDelete === "Enabled" };
  },
});
