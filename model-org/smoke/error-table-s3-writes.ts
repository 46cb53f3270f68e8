import { type DocumentedError, none, type Places } from "./error-table-rows";
import { errorCodes, s3Rows } from "./error-table-s3-rows";

const ownership = { page: "AmazonS3/latest/userguide/object-ownership-error-responses.html" };
const publicAccess = { page: "AmazonS3/latest/userguide/access-control-block-public-access.html" };
const tagging = { page: "API_PutBucketTagging.html" };

/** What S3 does not take of a bucket's access, encryption, tags and so on. */
export function s3WriteErrors(places: Places): DocumentedError[] {
  const { first, bucketWhere, arn } = places;
  const of = s3Rows(places, "owner");
  const any = of(bucketWhere(({ region }, { name }) => region === first && name.endsWith("claims-prod")));
  const enforced = of(bucketWhere((bucket) => bucket.ownership === "BucketOwnerEnforced"));
  const shared = of(bucketWhere(({ grants, ownership }) => ownership !== "BucketOwnerEnforced" && grants.length > 1));
  const tagged = of(bucketWhere(({ abac }) => abac));
  const closed = bucketWhere(({ block }) => block?.BlockPublicPolicy === true);
  const versioned = { VersioningConfiguration: { Status: "Enabled" } };
  const everyone = (bucket: string) => ({
    Policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: `arn:${places.world.partition}:s3:::${bucket}/*`,
        },
      ],
    }),
  });
  const sse = (by: object) => ({
    ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: by }] },
  });
  const tags = (...keys: string[]) => ({ Tagging: { TagSet: keys.map((Key) => ({ Key, Value: "a" })) } });
  const queue = { QueueArn: arn("sqs", "claims-prod", none), Events: ["s3:ObjectCreated:*"] };
  return [
    any("PutBucketVersioning", "denied to who mends", versioned, "AccessDenied 403", {
      ...errorCodes,
      by: "remediator",
    }),
    enforced(
      "PutBucketAcl",
      "lists are switched off",
      { ACL: "private" },
      "AccessControlListNotSupported 400",
      ownership,
    ),
    shared(
      "PutBucketOwnershipControls",
      "lists still grant",
      { OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] } },
      "InvalidBucketAclWithObjectOwnership 400",
      ownership,
    ),
    any("PutBucketPolicy", "no policy", { Policy: "{" }, "MalformedPolicy 400"),
    any("PutBucketPolicy", "another bucket's", everyone(none), "MalformedPolicy 400"),
    of(closed)("PutBucketPolicy", "public, and blocked", everyone(closed.name), "AccessDenied 403", publicAccess),
    any("PutBucketEncryption", "no such algorithm", sse({ SSEAlgorithm: none }), "MalformedXML 400"),
    any(
      "PutBucketEncryption",
      "a key with S3's own",
      sse({ SSEAlgorithm: "AES256", KMSMasterKeyID: none }),
      "InvalidArgument 400",
    ),
    any("PutBucketTagging", "AWS's own tag", tags("aws:owner"), "InvalidTag 400", tagging),
    any("PutBucketTagging", "a tag twice", tags("a", "a"), "InvalidTag 400", tagging),
    tagged("PutBucketTagging", "under ABAC", tags("a"), "MethodNotAllowed 405"),
    any(
      "PutBucketCors",
      "a method it does not know",
      { CORSConfiguration: { CORSRules: [{ AllowedMethods: ["PATCH"], AllowedOrigins: ["*"] }] } },
      "InvalidRequest 400",
    ),
    any("PutBucketWebsite", "nothing to show", { WebsiteConfiguration: {} }, "InvalidArgument 400"),
    any(
      "PutBucketNotificationConfiguration",
      "no such queue",
      { NotificationConfiguration: { QueueConfigurations: [queue] } },
      "InvalidArgument 400",
    ),
    any("DeleteBucketInventoryConfiguration", "no such id", { Id: none }, "NoSuchConfiguration 404", {}),
  ];
}
