import { GetBucketTaggingCommand } from "@aws-sdk/client-s3";
import { ListTagsForResourceCommand } from "@aws-sdk/client-s3-control";
import { bucketArn } from "@/lib/model/resource";
import { defineCollector, member } from "../runtime/collector";
import { currentExchange, expectRoot } from "../runtime/exchange";

/**
 * Where ABAC rules, the tagging API of S3 Control is the one that is kept.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging-enable-abac.html
 */
export default defineCollector({
  provides: "AWS::S3::Bucket.tags",
  permission: "s3:GetBucketTagging",
  alsoCalls: ["s3:ListTagsForResource"],
  notConfiguredOn: ["NoSuchTagSet"],
  after: ["abac"],

  async read({ s3, s3control, accountId, partition }, bucket, { abac }) {
    if (abac?.known && abac.value === "Enabled") {
      const { Tags: tags } = await s3control.send(
        new ListTagsForResourceCommand({ AccountId: accountId, ResourceArn: bucketArn(partition, bucket.name) }),
      );
      expectAnswer("ListTagsForResourceResult");
      return tags && tags.length > 0 ? record(tags) : null;
    }
    const { TagSet: tags } = await s3.send(
      new GetBucketTaggingCommand({ Bucket: bucket.name, ExpectedBucketOwner: bucket.accountId }),
    );
    expectAnswer("Tagging");
    return record(member(tags, "TagSet"));
  },
});

type AwsTag = { Key: string | undefined; Value: string | undefined };

const record = (tags: readonly AwsTag[]): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key: key, Value: value }) => [member(key, "Key"), value ?? ""]));

/** Two calls with a root of their own each. */
function expectAnswer(root: string): void {
  const exchange = currentExchange();
  if (exchange) expectRoot(exchange, root);
}
