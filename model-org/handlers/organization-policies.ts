import type * as Api from "@aws-sdk/client-organizations";
import type { HandlersOf } from "../wire/handlers-of";
import { isAttached, policiesOn } from "../world/organization/attachments";
import type { World } from "../world/world";
import { policyOf, policyTypeOf, targetOf } from "./organization-find";
import { page, pageWhere } from "./organization-pages";
import { policyOut, summaryOut } from "./organization-shapes";

/** Policies, and what they are attached to, as they are read. */
export function organizationPolicies(world: World): HandlersOf<typeof Api> {
  const { tree } = world;

  function targetOut(id: string): Api.PolicyTargetSummary {
    const account = world.account(id);
    if (account) return { TargetId: id, Name: account.name, Type: "ACCOUNT" };
    const ou = world.ou(id);
    return ou
      ? { TargetId: id, Name: ou.name, Type: "ORGANIZATIONAL_UNIT" }
      : { TargetId: id, Name: "Root", Type: "ROOT" };
  }

  /** @returns a place among the root, all OUs and all accounts */
  const targetAt = (i: number): string | undefined =>
    i === 0 ? tree.rootId : (tree.ous[i - 1]?.id ?? tree.accounts[i - 1 - tree.ous.length]?.id);

  return {
    ListPolicies(input) {
      const type = policyTypeOf(input.Filter);
      const found = tree.policies.filter((one) => one.type === type);
      const { items, next } = page(found, input);
      return { Policies: items.map((one) => summaryOut(world, one)), NextToken: next };
    },

    ListPoliciesForTarget(input) {
      const target = targetOf(world, input.TargetId);
      const { items, next } = page(policiesOn(world, target, policyTypeOf(input.Filter)), input);
      return { Policies: items.map((one) => summaryOut(world, one)), NextToken: next };
    },

    ListTargetsForPolicy(input) {
      const policy = policyOf(world, input.PolicyId);
      const all = 1 + tree.ous.length + tree.accounts.length;
      const { items, next } = policy.awsManaged
        ? pageWhere(
            all,
            (i) => {
              const id = targetAt(i);
              return id !== undefined && isAttached(world, policy, id) ? id : undefined;
            },
            input,
          )
        : page(policy.targets, input);
      return { Targets: items.map(targetOut), NextToken: next };
    },

    DescribePolicy: ({ PolicyId }) => ({ Policy: policyOut(world, policyOf(world, PolicyId)) }),
  };
}
