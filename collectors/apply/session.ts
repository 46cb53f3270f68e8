import type { ChangeRow } from "@/lib/data/change/change";
import type { ResourceRef, ResourceType } from "@/lib/model/resource";
import { environment } from "@/lib/platform/env";
import type { Aws, MemberSession } from "../runtime/aws";

/** @returns the resource of a change as collectors address it */
export const refOfChange = (change: ChangeRow): ResourceRef => ({
  type: change.resourceType as ResourceType,
  arn: change.resourceArn,
  name: change.resourceName,
  accountId: change.accountAwsId,
  region: change.region,
});

/** STS takes letters, digits and + = , . @ - in a source identity. */
const identity = (person: string): string => person.replaceAll(/[^\w+=,.@-]/g, "-").slice(0, 64) || "breakwater";

/**
 * Signs in to the account of a change as the remediation role, narrowed to its one resource and the actions named, in
 * the name of the person who asked for or approved it.
 */
export async function changeSession(aws: Aws, change: ChangeRow, actions: readonly string[]): Promise<MemberSession> {
  return aws.member(change.accountAwsId, {
    role: environment().remediateRole,
    sessionName: `breakwater-change-${change.id}`,
    sourceIdentity: identity(change.sourceIdentity),
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: [...new Set(actions)].toSorted(), Resource: change.resourceArn }],
    }),
  });
}
