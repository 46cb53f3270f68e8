import { GetAccessPointPolicyStatusCommand } from "@aws-sdk/client-s3-control";
import { defineCollector, member } from "../runtime/collector";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetAccessPointPolicyStatus.html */
export default defineCollector({
  provides: "AWS::S3::AccessPoint.policyStatus",
  permission: "s3:GetAccessPointPolicyStatus",
  notConfiguredOn: ["NoSuchAccessPointPolicy"],
  root: "GetAccessPointPolicyStatusResult",

  async read({ s3control, accountId }, accessPoint) {
    const { PolicyStatus: status } = await s3control.send(
      new GetAccessPointPolicyStatusCommand({ AccountId: accountId, Name: accessPoint.name }),
    );
    return { isPublic: member(status?.IsPublic, "PolicyStatus.IsPublic") };
  },
});
