import * as Iam from "@aws-sdk/client-iam";
import { statementsOf } from "../iam/document";
import { type Role, roleArn, roles } from "../iam/roles";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

const $metadata = {};

/** Roles: made, changed and taken away. Breakwater's own stand or fall with what the account says of them. */
export function iamRoles(world: World): HandlersOf<typeof Iam> {
  const { readRole, remediateRole } = world.options;
  const own: Readonly<Record<string, "read" | "remediate">> = { [readRole]: "read", [remediateRole]: "remediate" };

  function found({ caller }: Context, name: string | undefined): Role {
    const role = world.records.get(roles, caller.accountId, world.homeRegion, name ?? "");
    if (role) return role;
    throw new Iam.NoSuchEntityException({ message: `The role with name ${name} cannot be found.`, $metadata });
  }

  const put = ({ caller }: Context, role: Role) => world.records.put(roles, caller.accountId, world.homeRegion, role);

  /** Whether an account has one of Breakwater's roles is the account's own record: signing in asks it. */
  function setOwn({ caller }: Context, name: string, present: boolean): boolean {
    const which = own[name];
    const account = world.account(caller.accountId);
    if (!which || !account) return false;
    world.changeAccount({ ...account, roles: { ...account.roles, [which]: present } });
    return true;
  }

  const shown = (accountId: string, role: Role): Iam.Role => ({
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: roleArn(world, accountId, role),
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeURIComponent(role.trust),
    Description: role.description,
    MaxSessionDuration: 3600,
    ...(role.lastUsedAt ? { RoleLastUsed: { LastUsedDate: new Date(role.lastUsedAt), Region: world.homeRegion } } : {}),
  });

  return {
    GetRole: ({ RoleName }, context) => ({ Role: shown(context.caller.accountId, found(context, RoleName)) }),

    ListRoles: (_, { caller }) => ({
      Roles: world.records.list(roles, caller.accountId, world.homeRegion).map((role) => shown(caller.accountId, role)),
      IsTruncated: false,
    }),

    CreateRole(input, context) {
      const { RoleName: name = "", AssumeRolePolicyDocument: trust = "", Description, Path } = input;
      const { accountId } = context.caller;
      if (world.records.get(roles, accountId, world.homeRegion, name)) {
        throw new Iam.EntityAlreadyExistsException({ message: `Role with name ${name} already exists.`, $metadata });
      }
      refuseMalformed(trust);
      if (!setOwn(context, name, true)) {
        put(context, {
          name,
          path: Path ?? "/",
          id: `AROA${world.random.hex(17, "role", accountId, name).toUpperCase()}`,
          description: Description ?? "",
          createdAt: world.clock.now().toISOString(),
          trust,
          inline: {},
          attached: [],
        });
      }
      return { Role: shown(accountId, found(context, name)) };
    },

    DeleteRole({ RoleName: name = "" }, context) {
      const role = found(context, name);
      // The policies of the model's own roles come and go with them; everybody else's have to go first, as AWS says.
      if (setOwn(context, name, false)) return {};
      if (Object.keys(role.inline).length > 0 || role.attached.length > 0) {
        throw new Iam.DeleteConflictException({
          message: "Cannot delete entity, must delete policies first.",
          $metadata,
        });
      }
      world.records.remove(roles, context.caller.accountId, world.homeRegion, name);
      return {};
    },

    PutRolePolicy({ RoleName, PolicyName = "", PolicyDocument = "" }, context) {
      const role = found(context, RoleName);
      refuseMalformed(PolicyDocument);
      put(context, { ...role, inline: { ...role.inline, [PolicyName]: PolicyDocument } });
      return {};
    },

    DeleteRolePolicy({ RoleName, PolicyName = "" }, context) {
      const role = found(context, RoleName);
      if (!(PolicyName in role.inline)) {
        throw new Iam.NoSuchEntityException({
          message: `The role policy with name ${PolicyName} cannot be found.`,
          $metadata,
        });
      }
      const { [PolicyName]: _gone, ...inline } = role.inline;
      put(context, { ...role, inline });
      return {};
    },

    AttachRolePolicy({ RoleName, PolicyArn = "" }, context) {
      const role = found(context, RoleName);
      put(context, { ...role, attached: [...new Set([...role.attached, PolicyArn])] });
      return {};
    },

    DetachRolePolicy({ RoleName, PolicyArn = "" }, context) {
      const role = found(context, RoleName);
      if (!role.attached.includes(PolicyArn)) {
        throw new Iam.NoSuchEntityException({ message: `Policy ${PolicyArn} was not found.`, $metadata });
      }
      put(context, { ...role, attached: role.attached.filter((arn) => arn !== PolicyArn) });
      return {};
    },
  };
}

function refuseMalformed(document: string): void {
  try {
    if (statementsOf(document).length > 0) return;
  } catch {
    // Not JSON: refused below, as a document without statements is.
  }
  throw new Iam.MalformedPolicyDocumentException({ message: "The policy document is malformed.", $metadata });
}
