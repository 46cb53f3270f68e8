import { GetBucketAclCommand } from "@aws-sdk/client-s3";
import { defineCollector, member } from "../runtime/collector";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
export default defineCollector({
  provides: "AWS::S3::Bucket.acl",
  permission: "s3:GetBucketAcl",
  notConfiguredOn: [],
  root: "AccessControlPolicy",

  async read({ s3 }, bucket) {
    const { Owner: owner, Grants: grants } = await s3.send(
      new GetBucketAclCommand({ Bucket: bucket.name, ExpectedBucketOwner: bucket.accountId }),
    );
    return {
      owner: owner?.ID ?? null,
      grants: member(grants, "Grants").map(({ Grantee: grantee, Permission: permission }) => ({
        grantee: member(grantee?.URI ?? grantee?.ID ?? grantee?.EmailAddress, "Grantee"),
        granteeType: member(grantee?.Type, "Grantee.Type"),
        permission: member(permission, "Permission"),
      })),
    };
  },
});
