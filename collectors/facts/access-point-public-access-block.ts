import { GetAccessPointCommand } from "@aws-sdk/client-s3-control";
import { defineCollector, member } from "../runtime/collector";
import { publicAccessBlockFrom } from "../runtime/public-access-block";

/** Set when the access point was made, and never after. https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetAccessPoint.html */
export default defineCollector({
  provides: "AWS::S3::AccessPoint.publicAccessBlock",
  permission: "s3:GetAccessPoint",
  notConfiguredOn: [],
  root: "GetAccessPointResult",

  async read({ s3control, accountId }, accessPoint) {
    const answer = await s3control.send(new GetAccessPointCommand({ AccountId: accountId, Name: accessPoint.name }));
    member(answer.Name, "Name");
    const { PublicAccessBlockConfiguration: block } = answer;
    return block ? publicAccessBlockFrom(block) : null;
  },
});
