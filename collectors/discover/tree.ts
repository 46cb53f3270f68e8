import { setTimeout as wait } from "node:timers/promises";
import {
  type Account,
  DescribeOrganizationCommand,
  ListRootsCommand,
  type OrganizationsClient,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
} from "@aws-sdk/client-organizations";
import type { ListedAccount, ListedOu, ListedTree } from "@/lib/data/inventory/record-tree";
import { member } from "../runtime/collector";

/** The organization with its whole tree. */
export type DiscoveredTree = {
  organization: {
    id: string;
    arn: string;
    managementAccountId: string;
    featureSet: "ALL" | "CONSOLIDATED_BILLING";
    enabledPolicyTypes: string[];
  };
  tree: ListedTree;
  /** The ARN Organizations gives each account. */
  accountArns: Map<string, string>;
};

/**
 * Walks the tree from the root down, one call at a time: the quota belongs to the management account and is shared by
 * everyone who asks. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 * @param pauseMs between calls
 * @throws what Organizations answers: half a tree is no tree
 */
export async function discoverTree(client: OrganizationsClient, pauseMs: number): Promise<DiscoveredTree> {
  const { Organization: organization } = await client.send(new DescribeOrganizationCommand({}));
  const { Roots: roots } = await client.send(new ListRootsCommand({}));
  const root = member(roots?.[0], "Roots");
  const rootId = member(root.Id, "Roots.Id");

  const ous: ListedOu[] = [{ awsId: rootId, parentAwsId: null, name: root.Name ?? "Root" }];
  const accounts: ListedAccount[] = [];
  const accountArns = new Map<string, string>();
  // The list grows while it is walked: every OU is asked for its children once.
  for (let i = 0; i < ous.length; i++) {
    const parent = (ous[i] as ListedOu).awsId;
    for await (const page of paginateListOrganizationalUnitsForParent({ client }, { ParentId: parent })) {
      for (const ou of page.OrganizationalUnits ?? []) {
        const awsId = member(ou.Id, "OrganizationalUnits.Id");
        ous.push({ awsId, parentAwsId: parent, name: ou.Name ?? awsId });
      }
      await wait(pauseMs);
    }
    for await (const page of paginateListAccountsForParent({ client }, { ParentId: parent })) {
      for (const account of page.Accounts ?? []) {
        const listed = listedAccount(account, parent);
        accounts.push(listed);
        if (account.Arn) accountArns.set(listed.awsId, account.Arn);
      }
      await wait(pauseMs);
    }
  }
  return {
    organization: {
      id: member(organization?.Id, "Organization.Id"),
      arn: member(organization?.Arn, "Organization.Arn"),
      managementAccountId: member(organization?.MasterAccountId, "Organization.MasterAccountId"),
      featureSet: member(organization?.FeatureSet, "Organization.FeatureSet"),
      enabledPolicyTypes: (root.PolicyTypes ?? [])
        .flatMap(({ Type: type, Status: status }) => (type && status === "ENABLED" ? [type] : []))
        .toSorted(),
    },
    tree: { ous, accounts },
    accountArns,
  };
}

/** `State` tells more than `Status`, which AWS retires (trap 32). */
function listedAccount(account: Account, ouAwsId: string): ListedAccount {
  const awsId = member(account.Id, "Accounts.Id");
  return {
    awsId,
    name: account.Name ?? awsId,
    email: account.Email ?? null,
    ouAwsId,
    state: account.State ?? account.Status ?? "ACTIVE",
  };
}
