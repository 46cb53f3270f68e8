import * as Api from "@aws-sdk/client-organizations";
import type { HandlersOf } from "../wire/handlers-of";
import { accountIdsUnder, accountsOf } from "../world/organization/children";
import { syncOus } from "../world/organization/ous";
import { organizationPlace } from "../world/organization/place";
import { enabledPolicyTypes } from "../world/organization/policy-types";
import type { World } from "../world/world";
import { memberOf, ouOf, parentOf } from "./organization-find";
import { page } from "./organization-pages";
import { accountOut, organizationArn, ouOut } from "./organization-shapes";

/** The root, OUs and accounts, as they are read. */
export function organizationTree(world: World): HandlersOf<typeof Api> {
  const { tree } = world;
  syncOus(world);
  const ousUnder = (parentId: string) => tree.ous.filter((ou) => ou.parentId === parentId);
  return {
    ListRoots(input) {
      const types = world.records.list(enabledPolicyTypes, ...organizationPlace(world));
      const root = {
        Id: tree.rootId,
        Arn: organizationArn(world, "root", tree.rootId),
        Name: "Root",
        PolicyTypes: types.map(({ type }) => ({ Type: type, Status: "ENABLED" as const })),
      };
      const { items, next } = page([root], input);
      return { Roots: items, NextToken: next };
    },

    ListOrganizationalUnitsForParent(input) {
      const { items, next } = page(ousUnder(parentOf(world, input.ParentId)), input);
      return { OrganizationalUnits: items.map((ou) => ouOut(world, ou)), NextToken: next };
    },

    ListAccountsForParent(input) {
      const { items, next } = page(accountIdsUnder(world, parentOf(world, input.ParentId)), input);
      return { Accounts: accountsOf(world, items).map((one) => accountOut(world, one)), NextToken: next };
    },

    ListAccounts(input) {
      const { items, next } = page(tree.accounts, input);
      return { Accounts: items.map((one) => accountOut(world, one)), NextToken: next };
    },

    ListParents({ ChildId }) {
      const id = world.ou(ChildId ?? "")?.parentId ?? world.account(ChildId ?? "")?.ouId;
      if (id === undefined) throw new Api.ChildNotFoundException({ message: "There is no such child.", $metadata: {} });
      return { Parents: [{ Id: id, Type: id === tree.rootId ? "ROOT" : "ORGANIZATIONAL_UNIT" }] };
    },

    ListChildren(input) {
      const parentId = parentOf(world, input.ParentId);
      const ids =
        input.ChildType === "ACCOUNT" ? accountIdsUnder(world, parentId) : ousUnder(parentId).map(({ id }) => id);
      const { items, next } = page(ids, input);
      return { Children: items.map((Id) => ({ Id, Type: input.ChildType })), NextToken: next };
    },

    DescribeAccount: ({ AccountId }) => ({ Account: accountOut(world, memberOf(world, AccountId)) }),

    DescribeOrganizationalUnit: ({ OrganizationalUnitId }) => ({
      OrganizationalUnit: ouOut(world, ouOf(world, OrganizationalUnitId)),
    }),
  };
}
