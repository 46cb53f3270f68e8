import { GetAccessPointPolicyCommand } from "@aws-sdk/client-s3-control";
import { defineCollector, member } from "../runtime/collector";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetAccessPointPolicy.html */
export default defineCollector({
  provides: "AWS::S3::AccessPoint.policy",
  permission: "s3:GetAccessPointPolicy",
  notConfiguredOn: ["NoSuchAccessPointPolicy"],
  root: "GetAccessPointPolicyResult",

  async read({ s3control, accountId }, accessPoint) {
    const { Policy: policy } = await s3control.send(
      new GetAccessPointPolicyCommand({ AccountId: accountId, Name: accessPoint.name }),
    );
    return member(policy, "Policy");
  },
});
