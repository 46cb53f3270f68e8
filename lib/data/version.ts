import { read } from "./statement";
import type { Tx } from "./transaction";

/** What pages are drawn from, each with a counter that is raised when something of it changes: the key of caches. */
export type VersionName = "posture" | "inventory" | "scan" | "control" | "change" | "access";

/** @returns how often something of a kind changed */
export async function versionOf(name: VersionName): Promise<string> {
  const rows = await read<{ value: number }>("select value from version where name = $1", { values: [name] });
  return String(rows[0]?.value ?? 0);
}

/** The channel every raise is announced on; the payload is the name. */
export const versionChannel = "breakwater_version";

/** A transaction of Prisma's, as far as raising a version needs it. */
type PrismaTx = { $executeRawUnsafe(text: string, ...values: unknown[]): Promise<number> };

const raise = `
  with raised as (update version set value = value + 1 where name = $1 returning name)
  select pg_notify('${versionChannel}', name) from raised`;

/**
 * Raises a version and announces it when the transaction commits. The last statement of a transaction: everyone who
 * raises the same version waits for its commit.
 */
export async function bumpVersion(tx: Tx | PrismaTx, name: VersionName): Promise<void> {
  if ("$executeRawUnsafe" in tx) {
    await tx.$executeRawUnsafe(raise, name);
    return;
  }
  await tx.query(raise, [name]);
}
