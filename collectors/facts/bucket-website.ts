import { GetBucketWebsiteCommand } from "@aws-sdk/client-s3";
import { defineCollector } from "../runtime/collector";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketWebsite.html */
export default defineCollector({
  provides: "AWS::S3::Bucket.website",
  permission: "s3:GetBucketWebsite",
  notConfiguredOn: ["NoSuchWebsiteConfiguration"],
  root: "WebsiteConfiguration",

  async read({ s3 }, bucket) {
    const { IndexDocument: index, RedirectAllRequestsTo: redirect } = await s3.send(
      new GetBucketWebsiteCommand({ Bucket: bucket.name, ExpectedBucketOwner: bucket.accountId }),
    );
    return { indexDocument: index?.Suffix ?? null, redirectsTo: redirect?.HostName ?? null };
  },
});
