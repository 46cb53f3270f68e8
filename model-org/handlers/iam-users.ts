import * as Iam from "@aws-sdk/client-iam";
import { type AccessKey, groups, type User, usedAt, users } from "../iam/users";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";
import { iamPage, tagsOf } from "./iam-pages";
import { attachment } from "./iam-roles";

const $metadata = {};

export const userArn = (world: World, accountId: string, { path, name }: Pick<User, "path" | "name">): string =>
  `arn:${world.partition}:iam::${accountId}:user${path}${name}`;

export const groupArn = (world: World, accountId: string, name: string): string =>
  `arn:${world.partition}:iam::${accountId}:group/${name}`;

/** Users, groups and access keys. */
export function iamUsers(world: World): HandlersOf<typeof Iam> {
  const all = ({ caller }: Context) => world.records.list(users, caller.accountId, world.homeRegion);

  function found({ caller }: Context, name: string | undefined): User {
    const user = world.records.get(users, caller.accountId, world.homeRegion, name ?? "");
    if (user) return user;
    throw new Iam.NoSuchEntityException({ message: `The user with name ${name} cannot be found.`, $metadata });
  }

  /** Whom a call without a user's name is about: the caller, who is no user here. */
  function named(context: Context, name: string | undefined): User {
    if (name !== undefined) return found(context, name);
    throw new AwsError("ValidationError", "Must specify userName when calling with non-User credentials");
  }

  function owner(context: Context, keyId: string | undefined): { user: User; key: AccessKey } {
    for (const user of all(context)) {
      const key = user.keys.find(({ id }) => id === keyId);
      if (key) return { user, key };
    }
    throw new Iam.NoSuchEntityException({ message: `The Access Key with id ${keyId} cannot be found.`, $metadata });
  }

  const shown = (accountId: string, user: User): Iam.User => ({
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: userArn(world, accountId, user),
    CreateDate: new Date(user.createdAt),
    Tags: tagsOf(user.tags),
  });

  return {
    ListUsers(input, context) {
      const here = all(context).filter(({ path }) => path.startsWith(input.PathPrefix ?? "/"));
      const { items, ...page } = iamPage(here, input);
      return { Users: items.map((user) => shown(context.caller.accountId, user)), ...page };
    },

    GetUser: ({ UserName }, context) => ({ User: shown(context.caller.accountId, named(context, UserName)) }),

    ListAttachedUserPolicies(input, context) {
      const { items, ...page } = iamPage(found(context, input.UserName).attached, input);
      return { AttachedPolicies: items.map(attachment), ...page };
    },

    ListUserPolicies(input, context) {
      const { items, ...page } = iamPage(Object.keys(found(context, input.UserName).inline), input);
      return { PolicyNames: items, ...page };
    },

    ListGroupsForUser(input, context) {
      const { accountId } = context.caller;
      const { items, ...page } = iamPage(found(context, input.UserName).groups, input);
      const Groups = items.flatMap((name): Iam.Group[] => {
        const group = world.records.get(groups, accountId, world.homeRegion, name);
        if (!group) return [];
        const { id, createdAt } = group;
        const Arn = groupArn(world, accountId, name);
        return [{ Path: "/", GroupName: name, GroupId: id, Arn, CreateDate: new Date(createdAt) }];
      });
      return { Groups, ...page };
    },

    ListAccessKeys(input, context) {
      const { name, keys } = named(context, input.UserName);
      const { items, ...page } = iamPage(keys, input);
      return {
        AccessKeyMetadata: items.map(({ id, status, createdAt }) => ({
          UserName: name,
          AccessKeyId: id,
          Status: status,
          CreateDate: new Date(createdAt),
        })),
        ...page,
      };
    },

    GetAccessKeyLastUsed({ AccessKeyId }, context) {
      const { user, key } = owner(context, AccessKeyId);
      const date = usedAt(world, key.id, key.lastUse);
      return {
        UserName: user.name,
        AccessKeyLastUsed: {
          ...(date ? { LastUsedDate: date } : {}),
          ServiceName: key.lastUse?.service ?? "N/A",
          Region: key.lastUse?.region ?? "N/A",
        },
      };
    },

    UpdateAccessKey({ UserName, AccessKeyId, Status }, context) {
      if (Status !== "Active" && Status !== "Inactive") {
        throw new AwsError(
          "ValidationError",
          `1 validation error detected: Value '${Status}' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]`,
        );
      }
      const { user, key } = owner(context, AccessKeyId);
      if (UserName !== undefined && UserName !== user.name) {
        throw new Iam.NoSuchEntityException({
          message: `The Access Key with id ${AccessKeyId} cannot be found.`,
          $metadata,
        });
      }
      // One that is switched off is used no more: its last use stays when it was.
      const at = usedAt(world, key.id, key.lastUse)?.toISOString();
      const lastUse =
        key.lastUse && at !== undefined && Status === "Inactive"
          ? { service: key.lastUse.service, region: key.lastUse.region, at }
          : key.lastUse;
      const keys = user.keys.map((one) => (one.id === key.id ? { ...one, status: Status, lastUse } : one));
      world.records.put(users, context.caller.accountId, world.homeRegion, { ...user, keys });
      return {};
    },
  };
}
