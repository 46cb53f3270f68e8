import * as Iam from "@aws-sdk/client-iam";
import { type CustomerPolicy, customerPolicies, customerPolicyArn } from "../iam/customer-policies";
import {
  managedPolicyArn,
  managedPolicyDocument,
  managedPolicyNames,
  managedPolicyPath,
} from "../iam/managed-policies";
import { roles } from "../iam/roles";
import { groups, users } from "../iam/users";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";
import { iamPage } from "./iam-pages";

const $metadata = {};

/** AWS wrote its policies before the organization was founded. */
const awsWrote = "2015-02-06T18:40:58.000Z";

/** How often each managed policy is attached in an account, and used as a boundary. */
export type Attachments = { attached: ReadonlyMap<string, number>; boundaries: ReadonlyMap<string, number> };

/** @returns which managed policies are in use in an account */
export function attachmentsOf(world: World, accountId: string): Attachments {
  const attached = new Map<string, number>();
  const boundaries = new Map<string, number>();
  const holders: { attached: string[]; boundary?: string }[] = [
    ...world.records.list(roles, accountId, world.homeRegion),
    ...world.records.list(users, accountId, world.homeRegion),
    ...world.records.list(groups, accountId, world.homeRegion),
  ];
  for (const holder of holders) {
    for (const arn of holder.attached) attached.set(arn, (attached.get(arn) ?? 0) + 1);
    if (holder.boundary !== undefined) boundaries.set(holder.boundary, (boundaries.get(holder.boundary) ?? 0) + 1);
  }
  return { attached, boundaries };
}

/** @returns a managed policy and its versions, as GetAccountAuthorizationDetails answers it */
export function detailOf(
  { attached, boundaries }: Attachments,
  arn: string,
  path: string,
  policy: CustomerPolicy,
): Iam.ManagedPolicyDetail {
  const newest = policy.versions.at(-1)?.createdAt ?? policy.createdAt;
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: arn,
    Path: path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: attached.get(arn) ?? 0,
    PermissionsBoundaryUsageCount: boundaries.get(arn) ?? 0,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(newest),
    PolicyVersionList: policy.versions.map(({ id, document, createdAt }) => ({
      Document: encodeURIComponent(document),
      VersionId: id,
      IsDefaultVersion: id === policy.defaultVersion,
      CreateDate: new Date(createdAt),
    })),
  };
}

/** @returns the AWS managed policies, each in the version that counts */
export function awsManaged(world: World): { arn: string; path: string; policy: CustomerPolicy }[] {
  return managedPolicyNames.map((name) => {
    const arn = managedPolicyArn(world.partition, name);
    const document = managedPolicyDocument(arn) ?? "";
    const id = `ANPA${world.random.hex(17, "aws-policy", name).toUpperCase()}`;
    return {
      arn,
      path: managedPolicyPath(name),
      policy: {
        name,
        id,
        description: "",
        createdAt: awsWrote,
        versions: [{ id: "v1", document, createdAt: awsWrote }],
        defaultVersion: "v1",
      },
    };
  });
}

/** @returns the policies an account wrote itself */
export const customerManaged = (
  world: World,
  accountId: string,
): { arn: string; path: string; policy: CustomerPolicy }[] =>
  world.records
    .list(customerPolicies, accountId, world.homeRegion)
    .map((policy) => ({ arn: customerPolicyArn(world, accountId, policy.name), path: "/", policy }));

/** Managed policies and their versions. */
export function iamPolicies(world: World): HandlersOf<typeof Iam> {
  function found({ caller }: Context, arn: string | undefined) {
    const one = [...customerManaged(world, caller.accountId), ...awsManaged(world)].find(
      (policy) => policy.arn === arn,
    );
    if (one) return one;
    throw new Iam.NoSuchEntityException({ message: `Policy ${arn} was not found.`, $metadata });
  }
  const shown = (attachments: Attachments, { arn, path, policy }: ReturnType<typeof found>): Iam.Policy => {
    const { PolicyVersionList: _versions, ...rest } = detailOf(attachments, arn, path, policy);
    return rest;
  };
  return {
    ListPolicies(input, { caller }) {
      const attachments = attachmentsOf(world, caller.accountId);
      const scope = input.Scope ?? "All";
      const all = [
        ...(scope === "AWS" ? [] : customerManaged(world, caller.accountId)),
        ...(scope === "Local" ? [] : awsManaged(world)),
      ].filter(
        ({ arn, path }) =>
          path.startsWith(input.PathPrefix ?? "/") && (!input.OnlyAttached || attachments.attached.has(arn)),
      );
      const { items, ...page } = iamPage(all, input);
      return { Policies: items.map((one) => shown(attachments, one)), ...page };
    },

    GetPolicy: ({ PolicyArn }, context) => ({
      Policy: shown(attachmentsOf(world, context.caller.accountId), found(context, PolicyArn)),
    }),

    GetPolicyVersion({ PolicyArn, VersionId }, context) {
      const { policy } = found(context, PolicyArn);
      const version = policy.versions.find(({ id }) => id === VersionId);
      if (!version) {
        throw new Iam.NoSuchEntityException({
          message: `Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`,
          $metadata,
        });
      }
      return {
        PolicyVersion: {
          Document: encodeURIComponent(version.document),
          VersionId: version.id,
          IsDefaultVersion: version.id === policy.defaultVersion,
          CreateDate: new Date(version.createdAt),
        },
      };
    },

    ListEntitiesForPolicy(input, context) {
      const { accountId } = context.caller;
      const { arn } = found(context, input.PolicyArn);
      const holding = ({ attached }: { attached: string[] }) => attached.includes(arn);
      const list = [
        ...world.records
          .list(groups, accountId, world.homeRegion)
          .filter(holding)
          .map(({ name, id }) => ({
            group: { GroupName: name, GroupId: id },
          })),
        ...world.records
          .list(users, accountId, world.homeRegion)
          .filter(holding)
          .map(({ name, id }) => ({
            user: { UserName: name, UserId: id },
          })),
        ...world.records
          .list(roles, accountId, world.homeRegion)
          .filter(holding)
          .map(({ name, id }) => ({
            role: { RoleName: name, RoleId: id },
          })),
      ];
      const { items, ...page } = iamPage(list, input);
      return {
        PolicyGroups: items.flatMap((one) => ("group" in one ? [one.group] : [])),
        PolicyUsers: items.flatMap((one) => ("user" in one ? [one.user] : [])),
        PolicyRoles: items.flatMap((one) => ("role" in one ? [one.role] : [])),
        ...page,
      };
    },
  };
}
