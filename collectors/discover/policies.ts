import { setTimeout as wait } from "node:timers/promises";
import {
  DescribePolicyCommand,
  type OrganizationsClient,
  type PolicyType,
  paginateListPolicies,
  paginateListTargetsForPolicy,
} from "@aws-sdk/client-organizations";
import type { AttachedPolicy } from "@/lib/model/facts/account";
import { member } from "../runtime/collector";

/**
 * Reads every policy of a type that customers wrote, with what it is attached to. AWS's own full-access policy is
 * left out: it takes nothing away.
 * @returns policies by target: root, OU or account
 */
export async function discoverPolicies(
  client: OrganizationsClient,
  type: PolicyType,
  pauseMs: number,
): Promise<Map<string, AttachedPolicy[]>> {
  const byTarget = new Map<string, AttachedPolicy[]>();
  for await (const page of paginateListPolicies({ client }, { Filter: type })) {
    for (const { Id: id, Name: name, AwsManaged: managed } of page.Policies ?? []) {
      if (managed) continue;
      const policyId = member(id, "Policies.Id");
      const { Policy: policy } = await client.send(new DescribePolicyCommand({ PolicyId: policyId }));
      const document = member(policy?.Content, "Policy.Content");
      for await (const targets of paginateListTargetsForPolicy({ client }, { PolicyId: policyId })) {
        for (const { TargetId: target } of targets.Targets ?? []) {
          const targetId = member(target, "Targets.TargetId");
          const attached = byTarget.get(targetId) ?? [];
          attached.push({ id: policyId, name: name ?? policyId, targetId, document });
          byTarget.set(targetId, attached);
        }
        await wait(pauseMs);
      }
      await wait(pauseMs);
    }
  }
  for (const attached of byTarget.values()) attached.sort((a, b) => (a.id < b.id ? -1 : 1));
  return byTarget;
}
