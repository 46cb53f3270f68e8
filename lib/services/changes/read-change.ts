import { type ChangeRow, changesBefore, changesOf, findChange } from "@/lib/data/change/change";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { accountsFor, authorizeResource } from "../access/authorize";

/** @throws AppError `not_found` outside the reader's scope */
export async function readChange(actor: Actor, changeId: number): Promise<ChangeRow> {
  const change = Number.isInteger(changeId) && changeId > 0 ? await findChange(changeId) : undefined;
  if (!change) throw new AppError("not_found", "There is no such change, or it is outside what you may read.");
  await authorizeResource(actor, "read", change.resourceId);
  return change;
}

/** @returns the changes of a resource, newest first, at most twenty */
export async function readChangesOf(actor: Actor, resourceId: number): Promise<ChangeRow[]> {
  await authorizeResource(actor, "read", resourceId);
  return changesOf(resourceId, 20);
}

export type ChangePage = { changes: ChangeRow[]; next: number | null };

/** @returns changes under an OU, newest first, fifty at a time */
export async function listChanges(
  actor: Actor,
  input: { ouId?: number; before?: number; states?: readonly string[] } = {},
): Promise<ChangePage> {
  const scope = await accountsFor(actor, "read", input.ouId);
  const rows = await changesBefore({
    accountIds: scope === "all" ? null : scope,
    before: input.before ?? null,
    states: input.states ?? null,
    limit: 51,
  });
  const changes = rows.slice(0, 50);
  return { changes, next: rows.length > 50 ? (changes.at(-1)?.id ?? null) : null };
}
