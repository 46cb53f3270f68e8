import * as Iam from "@aws-sdk/client-iam";
import { customerPolicyAt } from "../iam/customer-policies";
import { managedPolicyDocument } from "../iam/managed-policies";
import { breakwaterRole, type Role, roleArn, roles } from "../iam/roles";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { isPolicyDocument } from "../world/read-policy";
import type { World } from "../world/world";
import { iamPage, tagsOf } from "./iam-pages";

const $metadata = {};

/** @returns a role as GetRole and ListRoles answer it */
export const shownRole = (world: World, accountId: string, role: Role): Iam.Role => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: roleArn(world, accountId, role),
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encodeURIComponent(role.trust),
  Description: role.description,
  MaxSessionDuration: 3600,
  ...boundaryOf(role),
});

/** @returns the boundary of a role or user, as IAM answers it */
export const boundaryOf = ({
  boundary,
}: {
  boundary?: string;
}): { PermissionsBoundary?: Iam.AttachedPermissionsBoundary } =>
  boundary === undefined
    ? {}
    : {
        PermissionsBoundary: { PermissionsBoundaryType: "PermissionsBoundaryPolicy", PermissionsBoundaryArn: boundary },
      };

/** Roles: made, changed and taken away. Breakwater's own stand or fall with what the account says of them. */
export function iamRoles(world: World): HandlersOf<typeof Iam> {
  const { readRole, remediateRole } = world.options;
  const own: Readonly<Record<string, "read" | "remediate">> = { [readRole]: "read", [remediateRole]: "remediate" };

  const roleNamed = ({ caller }: Context, name: string | undefined) =>
    world.records.get(roles, caller.accountId, world.homeRegion, name ?? "");

  function found(context: Context, name: string | undefined): Role {
    const role = roleNamed(context, name);
    if (role) return role;
    throw new Iam.NoSuchEntityException({ message: `The role with name ${name} cannot be found.`, $metadata });
  }

  /** @throws UnmodifiableEntity for what only the service that made it may change */
  function changeable(context: Context, name: string | undefined): Role {
    const role = found(context, name);
    if (!/^\/aws-(service-role|reserved)\//.test(role.path)) return role;
    throw new Iam.UnmodifiableEntityException({
      message: `Cannot perform the operation on the protected role '${role.name}' - this role is only modifiable by AWS`,
      $metadata,
    });
  }

  const put = ({ caller }: Context, role: Role) => world.records.put(roles, caller.accountId, world.homeRegion, role);

  /**
   * Whether an account has one of Breakwater's roles is the account's own record: signing in asks it. What was changed
   * of the role goes with it; a person's comes back as the StackSet makes it, anybody else's as they made it.
   */
  function setOwn(context: Context, name: string, present: boolean): boolean {
    const { accountId } = context.caller;
    const which = own[name];
    const account = world.account(accountId);
    if (!which || !account) return false;
    const changed = { ...account, roles: { ...account.roles, [which]: present } };
    world.changeAccount(changed);
    const there = roleNamed(context, name) !== undefined;
    if (!present && there) world.records.remove(roles, accountId, world.homeRegion, name);
    if (present && !there) put(context, breakwaterRole(world, changed, which));
    return true;
  }

  return {
    GetRole: ({ RoleName }, context) => ({
      Role: {
        ...shownRole(world, context.caller.accountId, found(context, RoleName)),
        RoleLastUsed: lastUseOf(world, found(context, RoleName)),
        Tags: tagsOf(found(context, RoleName).tags),
      },
    }),

    ListRoles(input, { caller }) {
      const here = world.records
        .list(roles, caller.accountId, world.homeRegion)
        .filter(({ path }) => path.startsWith(input.PathPrefix ?? "/"));
      const { items, ...page } = iamPage(here, input);
      return { Roles: items.map((role) => shownRole(world, caller.accountId, role)), ...page };
    },

    ListRolePolicies(input, context) {
      const { items, ...page } = iamPage(Object.keys(found(context, input.RoleName).inline).sort(), input);
      return { PolicyNames: items, ...page };
    },

    GetRolePolicy({ RoleName, PolicyName = "" }, context) {
      const text = found(context, RoleName).inline[PolicyName];
      if (text === undefined) throw noPolicy(PolicyName);
      return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(text) };
    },

    ListAttachedRolePolicies(input, context) {
      const { items, ...page } = iamPage(found(context, input.RoleName).attached, input);
      return { AttachedPolicies: items.map(attachment), ...page };
    },

    CreateRole(input, context) {
      const {
        RoleName: name = "",
        AssumeRolePolicyDocument: trust = "",
        Description,
        Path,
        PermissionsBoundary,
      } = input;
      const { accountId } = context.caller;
      if (roleNamed(context, name)) {
        throw new Iam.EntityAlreadyExistsException({ message: `Role with name ${name} already exists.`, $metadata });
      }
      refuseMalformed(trust);
      if (!setOwn(context, name, true) || context.caller.kind !== "person") {
        put(context, {
          name,
          path: Path ?? "/",
          id: `AROA${world.random.hex(17, "role", accountId, name).toUpperCase()}`,
          description: Description ?? "",
          createdAt: world.clock.now().toISOString(),
          trust,
          inline: {},
          attached: [],
          ...(PermissionsBoundary === undefined ? {} : { boundary: PermissionsBoundary }),
        });
      }
      return { Role: shownRole(world, accountId, found(context, name)) };
    },

    DeleteRole({ RoleName: name = "" }, context) {
      const role = changeable(context, name);
      // People of the past take Breakwater's roles away with their policies, in one deed.
      const atOnce = context.caller.kind === "person" && own[name] !== undefined;
      if (!atOnce && (Object.keys(role.inline).length > 0 || role.attached.length > 0)) {
        const first = role.attached.length > 0 ? "must detach all policies first." : "must delete policies first.";
        throw new Iam.DeleteConflictException({ message: `Cannot delete entity, ${first}`, $metadata });
      }
      if (!setOwn(context, name, false)) {
        world.records.remove(roles, context.caller.accountId, world.homeRegion, name);
      }
      return {};
    },

    UpdateAssumeRolePolicy({ RoleName, PolicyDocument = "" }, context) {
      const role = changeable(context, RoleName);
      refuseMalformed(PolicyDocument);
      put(context, { ...role, trust: PolicyDocument });
      return {};
    },

    PutRolePolicy({ RoleName, PolicyName = "", PolicyDocument = "" }, context) {
      const role = changeable(context, RoleName);
      refuseMalformed(PolicyDocument);
      put(context, { ...role, inline: { ...role.inline, [PolicyName]: PolicyDocument } });
      return {};
    },

    DeleteRolePolicy({ RoleName, PolicyName = "" }, context) {
      const role = changeable(context, RoleName);
      if (!(PolicyName in role.inline)) throw noPolicy(PolicyName);
      const { [PolicyName]: _gone, ...inline } = role.inline;
      put(context, { ...role, inline });
      return {};
    },

    AttachRolePolicy({ RoleName, PolicyArn = "" }, context) {
      const role = changeable(context, RoleName);
      if (managedPolicyDocument(PolicyArn) === undefined && !customerPolicyAt(world, PolicyArn)) {
        throw new Iam.NoSuchEntityException({
          message: `Policy ${PolicyArn} does not exist or is not attachable.`,
          $metadata,
        });
      }
      put(context, { ...role, attached: [...new Set([...role.attached, PolicyArn])] });
      return {};
    },

    DetachRolePolicy({ RoleName, PolicyArn = "" }, context) {
      const role = changeable(context, RoleName);
      if (!role.attached.includes(PolicyArn)) {
        throw new Iam.NoSuchEntityException({ message: `Policy ${PolicyArn} was not found.`, $metadata });
      }
      put(context, { ...role, attached: role.attached.filter((arn) => arn !== PolicyArn) });
      return {};
    },
  };
}

/** @returns an attached policy, as lists of them name it */
export const attachment = (arn: string): Iam.AttachedPolicy => ({
  PolicyName: arn.slice(arn.lastIndexOf("/") + 1),
  PolicyArn: arn,
});

const noPolicy = (name: string): Error =>
  new Iam.NoSuchEntityException({ message: `The role policy with name ${name} cannot be found.`, $metadata });

/** Workloads run every day: their roles were used today, or when a record says so. */
export function lastUseOf(world: World, { name, path, lastUsedAt }: Role): Iam.RoleLastUsed {
  if (lastUsedAt !== undefined) return { LastUsedDate: new Date(lastUsedAt), Region: world.homeRegion };
  const idle = world.random.chance(0.2, "idle-role", name) || path.startsWith("/aws-reserved/");
  if (idle) return {};
  const days = world.random.below(30, "role-used", name);
  return {
    LastUsedDate: new Date(world.clock.now().getTime() - days * 86_400_000),
    Region: world.regions[0] ?? world.homeRegion,
  };
}

/** @throws MalformedPolicyDocument for what is no policy */
export function refuseMalformed(text: string): void {
  if (isPolicyDocument(text)) return;
  throw new Iam.MalformedPolicyDocumentException({ message: "Syntax errors in policy.", $metadata });
}
