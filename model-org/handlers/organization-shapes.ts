import type * as Api from "@aws-sdk/client-organizations";
import type { Account, Ou, Policy } from "../world/configuration";
import { pathTo } from "../world/organization/attachments";
import type { World } from "../world/world";

export const organizationArn = ({ partition, tree }: World, kind: string, id: string): string =>
  `arn:${partition}:organizations::${tree.managementAccountId}:${kind}/${tree.organizationId}/${id}`;

/** @returns where a target is, as in `o-1/r-1/ou-1/` */
const pathOut = ({ tree }: World, ids: readonly string[]): string => `${[tree.organizationId, ...ids].join("/")}/`;

/** @returns where an account is, itself included */
export const accountPath = (world: World, account: Account): string => pathOut(world, pathTo(world, account));

export const accountOut = (world: World, account: Account): Api.Account => ({
  Id: account.id,
  Arn: organizationArn(world, "account", account.id),
  Email: account.email,
  Name: account.name,
  State: account.state,
  Status: account.state,
  Paths: [accountPath(world, account)],
  JoinedMethod: account.state === "SUSPENDED" ? "INVITED" : "CREATED",
  JoinedTimestamp: new Date(account.joinedAt),
});

export function ouOut(world: World, ou: Ou): Api.OrganizationalUnit {
  const path = [ou.id];
  for (let above: Ou | undefined = ou; above; above = world.ou(above.parentId)) path.unshift(above.parentId);
  return { Id: ou.id, Arn: organizationArn(world, "ou", ou.id), Name: ou.name, Path: pathOut(world, path) };
}

export function summaryOut(world: World, policy: Policy): Api.PolicySummary {
  const path = `${policy.type.toLowerCase()}/${policy.id}`;
  return {
    Id: policy.id,
    Arn: policy.awsManaged
      ? `arn:${world.partition}:organizations::aws:policy/${path}`
      : organizationArn(world, "policy", path),
    Name: policy.name,
    Description: policy.description,
    Type: policy.type,
    AwsManaged: policy.awsManaged,
  };
}

export const policyOut = (world: World, policy: Policy): Api.Policy => ({
  PolicySummary: summaryOut(world, policy),
  Content: policy.content,
});
