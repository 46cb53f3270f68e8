import * as Organizations from "@aws-sdk/client-organizations";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import type { Account, Ou, Policy } from "../world/configuration";
import type { World } from "../world/world";
import { pageOf } from "./pages";

/** Organizations answers twenty at a time. */
const pageSize = 20;
const $metadata = {};

/** Who may ask Organizations: the management account, and the hub account as a delegated administrator. */
function authorize(world: World, { caller }: Context): void {
  if ([world.managementAccountId, world.hubAccountId].includes(caller.accountId)) return;
  throw new Organizations.AccessDeniedException({
    message: "You don't have permissions to access this resource.",
    $metadata,
  });
}

export function organizations(world: World): HandlersOf<typeof Organizations> {
  const { tree } = world;
  const arn = (kind: string, id: string) =>
    `arn:${world.partition}:organizations::${tree.managementAccountId}:${kind}/${tree.organizationId}/${id}`;
  const ouOut = (ou: Ou): Organizations.OrganizationalUnit => ({ Id: ou.id, Arn: arn("ou", ou.id), Name: ou.name });
  const accountOut = (account: Account): Organizations.Account => ({
    Id: account.id,
    Arn: arn("account", account.id),
    Email: account.email,
    Name: account.name,
    State: account.state,
    Status: account.state,
    JoinedMethod: account.state === "SUSPENDED" ? "INVITED" : "CREATED",
    JoinedTimestamp: new Date(account.joinedAt),
  });
  const summary = (policy: Policy): Organizations.PolicySummary => ({
    Id: policy.id,
    Arn: policy.awsManaged
      ? `arn:${world.partition}:organizations::aws:policy/${policy.type.toLowerCase()}/${policy.id}`
      : arn(`policy`, `${policy.type.toLowerCase()}/${policy.id}`),
    Name: policy.name,
    Description: policy.description,
    Type: policy.type,
    AwsManaged: policy.awsManaged,
  });
  const parent = (id: string | undefined) => {
    if (id === tree.rootId || tree.ous.some((ou) => ou.id === id)) return id;
    throw new Organizations.ParentNotFoundException({ message: "There is no such parent.", $metadata });
  };
  const account = (id: string | undefined) => {
    const found = world.account(id ?? "");
    if (!found) throw new Organizations.AccountNotFoundException({ message: "There is no such account.", $metadata });
    return found;
  };
  const policy = (id: string | undefined) => {
    const found = tree.policies.find((one) => one.id === id);
    if (!found) throw new Organizations.PolicyNotFoundException({ message: "There is no such policy.", $metadata });
    return found;
  };

  return guarded(world, {
    DescribeOrganization: () => ({
      Organization: {
        Id: tree.organizationId,
        Arn: `arn:${world.partition}:organizations::${tree.managementAccountId}:organization/${tree.organizationId}`,
        FeatureSet: "ALL",
        MasterAccountArn: arn("account", tree.managementAccountId),
        MasterAccountId: tree.managementAccountId,
        MasterAccountEmail: account(tree.managementAccountId).email,
      },
    }),
    ListRoots: () => ({
      Roots: [
        {
          Id: tree.rootId,
          Arn: arn("root", tree.rootId),
          Name: "Root",
          PolicyTypes: (["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY", "S3_POLICY", "TAG_POLICY"] as const).map(
            (Type) => ({ Type, Status: "ENABLED" as const }),
          ),
        },
      ],
    }),
    ListOrganizationalUnitsForParent({ ParentId, NextToken, MaxResults }) {
      const id = parent(ParentId);
      const { items, next } = pageOf(
        tree.ous.filter((ou) => ou.parentId === id),
        NextToken,
        MaxResults ?? pageSize,
      );
      return { OrganizationalUnits: items.map(ouOut), NextToken: next };
    },
    ListAccountsForParent({ ParentId, NextToken, MaxResults }) {
      const id = parent(ParentId);
      const { items, next } = pageOf(
        tree.accounts.filter((one) => one.ouId === id),
        NextToken,
        MaxResults ?? pageSize,
      );
      return { Accounts: items.map(accountOut), NextToken: next };
    },
    ListAccounts({ NextToken, MaxResults }) {
      const { items, next } = pageOf(tree.accounts, NextToken, MaxResults ?? pageSize);
      return { Accounts: items.map(accountOut), NextToken: next };
    },
    ListParents({ ChildId }) {
      const ou = tree.ous.find(({ id }) => id === ChildId);
      const id = ou ? ou.parentId : account(ChildId).ouId;
      return { Parents: [{ Id: id, Type: id === tree.rootId ? "ROOT" : "ORGANIZATIONAL_UNIT" }] };
    },
    ListChildren({ ParentId, ChildType, NextToken, MaxResults }) {
      const id = parent(ParentId);
      const ids =
        ChildType === "ACCOUNT"
          ? tree.accounts.filter((one) => one.ouId === id).map((one) => one.id)
          : tree.ous.filter((one) => one.parentId === id).map((one) => one.id);
      const { items, next } = pageOf(ids, NextToken, MaxResults ?? pageSize);
      return { Children: items.map((Id) => ({ Id, Type: ChildType })), NextToken: next };
    },
    DescribeAccount: ({ AccountId }) => ({ Account: accountOut(account(AccountId)) }),
    DescribeOrganizationalUnit({ OrganizationalUnitId }) {
      const ou = world.ou(OrganizationalUnitId ?? "");
      if (!ou) {
        throw new Organizations.OrganizationalUnitNotFoundException({ message: "There is no such OU.", $metadata });
      }
      return { OrganizationalUnit: ouOut(ou) };
    },
    ListPolicies({ Filter, NextToken, MaxResults }) {
      const { items, next } = pageOf(
        tree.policies.filter(({ type }) => type === Filter),
        NextToken,
        MaxResults ?? pageSize,
      );
      return { Policies: items.map(summary), NextToken: next };
    },
    ListPoliciesForTarget({ TargetId, Filter }) {
      return {
        Policies: tree.policies
          .filter(({ type, targets }) => type === Filter && targets.includes(TargetId ?? ""))
          .map(summary),
      };
    },
    ListTargetsForPolicy({ PolicyId, NextToken, MaxResults }) {
      const { items, next } = pageOf(policy(PolicyId).targets, NextToken, MaxResults ?? pageSize);
      return {
        Targets: items.map((id) => ({
          TargetId: id,
          Name: world.account(id)?.name ?? world.ou(id)?.name ?? "Root",
          Type: world.account(id) ? "ACCOUNT" : id === tree.rootId ? "ROOT" : "ORGANIZATIONAL_UNIT",
        })),
        NextToken: next,
      };
    },
    DescribePolicy({ PolicyId }) {
      const found = policy(PolicyId);
      return { Policy: { PolicySummary: summary(found), Content: found.content } };
    },
    DescribeEffectivePolicy({ PolicyType, TargetId }) {
      const found = account(TargetId ?? tree.managementAccountId);
      const assigned = PolicyType === "S3_POLICY" ? world.s3PolicyOf(found) : undefined;
      if (assigned === undefined) {
        throw new Organizations.EffectivePolicyNotFoundException({
          message: "No policy of this type reaches the account.",
          $metadata,
        });
      }
      return {
        EffectivePolicy: {
          PolicyType,
          TargetId: found.id,
          PolicyContent: JSON.stringify({ s3_attributes: { public_access_block_configuration: assigned } }),
        },
      };
    },
    ListAccountsWithInvalidEffectivePolicy: ({ PolicyType }) => ({ PolicyType, Accounts: [] }),
    ListEffectivePolicyValidationErrors: ({ AccountId, PolicyType }) => ({
      AccountId: account(AccountId).id,
      PolicyType,
      EffectivePolicyValidationErrors: [],
    }),
    ListDelegatedAdministrators: () => ({
      DelegatedAdministrators: [
        { ...accountOut(account(world.hubAccountId)), DelegationEnabledDate: new Date("2024-03-01T00:00:00Z") },
      ],
    }),
  });
}

function guarded(world: World, handlers: HandlersOf<typeof Organizations>): HandlersOf<typeof Organizations> {
  const all = handlers as Record<string, (input: never, context: Context) => unknown>;
  return Object.fromEntries(
    Object.entries(all).map(([name, handler]) => [
      name,
      (input: never, context: Context) => {
        authorize(world, context);
        return handler(input, context);
      },
    ]),
  ) as HandlersOf<typeof Organizations>;
}
