import type * as Iam from "@aws-sdk/client-iam";
import { type Role, roleArn, roles } from "../iam/roles";
import { type Group, groups, type User, users } from "../iam/users";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";
import { iamPage, tagsOf } from "./iam-pages";
import { attachmentsOf, awsManaged, customerManaged, detailOf } from "./iam-policies";
import { attachment, boundaryOf, lastUseOf } from "./iam-roles";
import { groupArn, userArn } from "./iam-users";

/** What one page of the details may hold: one identity, or one policy. */
type Detail =
  | { user: Iam.UserDetail }
  | { group: Iam.GroupDetail }
  | { role: Iam.RoleDetail }
  | { policy: Iam.ManagedPolicyDetail };

const inlineOf = (inline: Readonly<Record<string, string>>): Iam.PolicyDetail[] =>
  Object.entries(inline).map(([PolicyName, text]) => ({ PolicyName, PolicyDocument: encodeURIComponent(text) }));

const userDetail = (world: World, accountId: string, user: User): Iam.UserDetail => ({
  Path: user.path,
  UserName: user.name,
  UserId: user.id,
  Arn: userArn(world, accountId, user),
  CreateDate: new Date(user.createdAt),
  UserPolicyList: inlineOf(user.inline),
  GroupList: user.groups,
  AttachedManagedPolicies: user.attached.map(attachment),
  Tags: tagsOf(user.tags),
  ...boundaryOf(user),
});

const groupDetail = (world: World, accountId: string, group: Group): Iam.GroupDetail => ({
  Path: "/",
  GroupName: group.name,
  GroupId: group.id,
  Arn: groupArn(world, accountId, group.name),
  CreateDate: new Date(group.createdAt),
  GroupPolicyList: inlineOf(group.inline),
  AttachedManagedPolicies: group.attached.map(attachment),
});

const roleDetail = (world: World, accountId: string, role: Role): Iam.RoleDetail => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: roleArn(world, accountId, role),
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encodeURIComponent(role.trust),
  InstanceProfileList: [],
  RolePolicyList: inlineOf(role.inline),
  AttachedManagedPolicies: role.attached.map(attachment),
  Tags: tagsOf(role.tags),
  RoleLastUsed: lastUseOf(world, role),
  ...boundaryOf(role),
});

const filters = ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"];

/** Everything an account's identities may, in pages. Of AWS's own policies those that are attached. */
export function iamDetails(world: World): HandlersOf<typeof Iam> {
  function* detailsOf(accountId: string, wanted: (type: string) => boolean): Generator<Detail> {
    const { records, homeRegion } = world;
    if (wanted("User")) {
      for (const user of records.list(users, accountId, homeRegion)) yield { user: userDetail(world, accountId, user) };
    }
    if (wanted("Group")) {
      for (const group of records.list(groups, accountId, homeRegion)) {
        yield { group: groupDetail(world, accountId, group) };
      }
    }
    if (wanted("Role")) {
      for (const role of records.list(roles, accountId, homeRegion)) yield { role: roleDetail(world, accountId, role) };
    }
    const attachments = attachmentsOf(world, accountId);
    const policies = [
      ...(wanted("LocalManagedPolicy") ? customerManaged(world, accountId) : []),
      ...(wanted("AWSManagedPolicy") ? awsManaged(world).filter(({ arn }) => attachments.attached.has(arn)) : []),
    ];
    for (const { arn, path, policy } of policies) yield { policy: detailOf(attachments, arn, path, policy) };
  }

  return {
    GetAccountAuthorizationDetails(input, { caller }) {
      const { Filter = [] } = input;
      const unknown = Filter.find((one) => !filters.includes(one));
      if (unknown !== undefined) {
        throw new AwsError(
          "ValidationError",
          `1 validation error detected: Value '[${unknown}]' at 'filter' failed to satisfy constraint: Member must satisfy enum value set: [${filters.join(", ")}]`,
        );
      }
      const wanted = (type: string) => Filter.length === 0 || Filter.includes(type as Iam.EntityType);
      const { items, ...page } = iamPage([...detailsOf(caller.accountId, wanted)], input);
      return {
        UserDetailList: items.flatMap((one) => ("user" in one ? [one.user] : [])),
        GroupDetailList: items.flatMap((one) => ("group" in one ? [one.group] : [])),
        RoleDetailList: items.flatMap((one) => ("role" in one ? [one.role] : [])),
        Policies: items.flatMap((one) => ("policy" in one ? [one.policy] : [])),
        ...page,
      };
    },
  };
}
