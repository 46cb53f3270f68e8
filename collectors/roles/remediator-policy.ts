import { controls } from "@/lib/controls/catalogue.gen";
import { operationPermissions } from "@/lib/engine/remediation";
import { ownFactsOf } from "@/lib/services/changes/plan-remediation";
import { factName } from "../runtime/collector";
import { collectorsFor } from "../runtime/collectors";
import { allow, type IdentityPolicy, type PolicyInput, policyOf } from "./policy";

/**
 * What the remediator may do, derived: the writes remediations are made of, and reading live what the controls that
 * offer one judge. In use every session is narrowed to one resource and its plan's actions.
 */
export async function remediatorPolicy({ partition, role, place }: PolicyInput): Promise<IdentityPolicy> {
  const judged = controls.flatMap(({ id, remediate }) => (remediate ? ownFactsOf(id) : []));
  const reads = (await collectorsFor("AWS::S3::Bucket"))
    .filter((collector) => judged.includes(factName(collector)))
    .flatMap(({ permission, alsoCalls = [] }) => [permission, ...alsoCalls]);
  const inMembers = `arn:${partition}:iam::*:role/${role}`;
  return policyOf(
    {
      hub: [
        // The approver is the session's source identity, and setting one is a permission of its own:
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
        allow("AssumeTheRemediationRoleInEveryAccount", ["sts:AssumeRole", "sts:SetSourceIdentity"], inMembers),
      ],
      member: [
        allow("ReadWhatAChangeRestsOn", reads, `arn:${partition}:s3:::*`),
        allow("ChangeBuckets", Object.values(operationPermissions), `arn:${partition}:s3:::*`),
      ],
    },
    place,
  );
}
