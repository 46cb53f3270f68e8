import { GetPublicAccessBlockCommand } from "@aws-sdk/client-s3-control";
import { defineCollector, member } from "../runtime/collector";
import { publicAccessBlockFrom } from "../runtime/public-access-block";

/**
 * Answers the value in force: under an organization S3 policy that is the organization's, and the account's own setting
 * is hidden. https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html
 */
export default defineCollector({
  provides: "AWS::Organizations::Account.effectiveAccountPublicAccessBlock",
  permission: "s3:GetAccountPublicAccessBlock",
  notConfiguredOn: ["NoSuchPublicAccessBlockConfiguration"],
  root: "PublicAccessBlockConfiguration",

  async read({ s3control, accountId }) {
    const { PublicAccessBlockConfiguration: block } = await s3control.send(
      new GetPublicAccessBlockCommand({ AccountId: accountId }),
    );
    return publicAccessBlockFrom(member(block, "PublicAccessBlockConfiguration"));
  },
});
