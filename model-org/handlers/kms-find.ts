import * as Kms from "@aws-sdk/client-kms";
import { authorize } from "../iam/authorize";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import { type Key, keyArn, keyAt, keys } from "../world/kms-keys";
import type { World } from "../world/world";
import { pageOf } from "./pages";

const $metadata = {};

/** A key a call found, where it is. */
export type FoundKey = { key: Key; arn: string; accountId: string };

/**
 * Finds the key a call names, by its id, its ARN or an alias, as far as the caller may: KMS asks the key's policy first.
 * @param byAlias whether the operation takes an alias at all
 * @throws NotFoundException, or AccessDeniedException, as KMS answers each
 */
export function keyFor(
  world: World,
  context: Context,
  action: string,
  named: string | undefined,
  { byAlias = false }: { byAlias?: boolean } = {},
): FoundKey {
  const { accountId, resource, isAlias } = readName(context, named ?? "");
  const { region } = context;
  if (isAlias && !byAlias) {
    throw new Kms.NotFoundException({ message: `Invalid keyId '${named}'`, $metadata });
  }
  const id = isAlias ? idOfAlias(world, accountId, region, resource) : resource;
  const key = id === undefined ? undefined : keyAt(world, accountId, region, id);
  const arn = keyArn(world, accountId, region, id ?? resource);
  if (!key) {
    // Of another account's keys KMS does not even say that they are not there.
    if (accountId !== context.caller.accountId && context.caller.kind !== "administrator") {
      throw new AwsError(
        "AccessDeniedException",
        `User: ${context.caller.arn} is not authorized to perform: ${action} on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
        400,
      );
    }
    const what = isAlias ? `Alias ${arn.replace(/key\/.*/, resource)} is not found.` : `Key '${arn}' does not exist`;
    throw new Kms.NotFoundException({ message: what, $metadata });
  }
  context.ownerId = accountId;
  authorize(world, context, action, {
    resource: arn,
    ownerId: accountId,
    policy: key.policy,
    policyDecides: true,
    context: { "kms:calleraccount": context.caller.accountId },
  });
  return { key, arn, accountId };
}

function readName({ region, caller }: Context, named: string) {
  if (!named.startsWith("arn:")) {
    return { accountId: caller.accountId, resource: named, isAlias: named.startsWith("alias/") };
  }
  const parsed = /^arn:[a-z-]+:kms:([a-z0-9-]+):(\d{12}):(?:key\/([\w-]+)|(alias\/.+))$/.exec(named);
  if (!parsed) throw new Kms.InvalidArnException({ message: `Invalid arn ${named}`, $metadata });
  const [, where, accountId = "", id, alias] = parsed;
  if (where !== region) throw new Kms.NotFoundException({ message: `Invalid arn ${where}`, $metadata });
  return { accountId, resource: id ?? alias ?? "", isAlias: id === undefined };
}

const idOfAlias = (world: World, accountId: string, region: string, alias: string): string | undefined =>
  world.records.list(keys, accountId, region).find(({ aliases }) => aliases.includes(alias.slice("alias/".length)))?.id;

/**
 * One page as KMS cuts it.
 * @throws InvalidMarkerException for a marker it never gave
 */
export function kmsPage<T>(
  all: readonly T[],
  { Limit, Marker }: { Limit?: number | undefined; Marker?: string | undefined },
  { usual, most }: { usual: number; most: number },
): { items: T[]; page: { Truncated: boolean; NextMarker?: string } } {
  const size = Limit ?? usual;
  if (size < 1 || size > most) {
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${size}' at 'limit' failed to satisfy constraint: Member must have value between 1 and ${most}`,
    );
  }
  const invalid = () => new Kms.InvalidMarkerException({ message: "Could not deserialize marker", $metadata });
  const { items, next } = pageOf(all, Marker, size, invalid);
  return { items, page: next === undefined ? { Truncated: false } : { Truncated: true, NextMarker: next } };
}
