import { type ChangeRow, changesBefore, changesOf, changesUnderWay } from "@/lib/data/change/change";
import type { Actor } from "../access/actor";
import { accountsFor, authorizeResource } from "../access/authorize";
import { authorizeChange } from "./authorize-change";

/** @throws AppError `not_found` outside the reader's scope */
export function readChange(actor: Actor, changeId: number): Promise<ChangeRow> {
  return authorizeChange(actor, "read", changeId);
}

/** @returns the changes of a resource, newest first, at most twenty */
export async function readChangesOf(actor: Actor, resourceId: number): Promise<ChangeRow[]> {
  await authorizeResource(actor, "read", resourceId);
  return changesOf(resourceId, 20);
}

export type ChangePage = {
  changes: ChangeRow[];
  next: number | null;
  /** How many are not over, on this page or on another. */
  underWay: number;
};

/** @returns changes under an OU, newest first, fifty at a time */
export async function listChanges(
  actor: Actor,
  input: { ouId?: number; before?: number; states?: readonly string[] } = {},
): Promise<ChangePage> {
  const scope = await accountsFor(actor, "read", input.ouId);
  const accountIds = scope === "all" ? null : scope;
  const [rows, underWay] = await Promise.all([
    changesBefore({ accountIds, before: input.before ?? null, states: input.states ?? null, limit: 51 }),
    changesUnderWay(accountIds),
  ]);
  const changes = rows.slice(0, 50);
  return { changes, next: rows.length > 50 ? (changes.at(-1)?.id ?? null) : null, underWay };
}
