import { type Day, dayOf } from "../day";
import { byColumn, type Insert, unnest } from "../rows";
import type { Tx } from "../transaction";
import type { IngestBatch } from "./batch";
import type { StateChange } from "./changes";

/** Where a change comes from: the same for every resource of a batch. */
export type Provenance = Pick<IngestBatch, "origin" | "scanId" | "recordedAt" | "replayed" | "event" | "actor">;

const columns = {
  occurred_at: "timestamptz",
  recorded_at: "timestamptz",
  origin: "text",
  scan_id: "int",
  resource_id: "int",
  verdicts: "bytea",
  snapshot: "bytea",
  ruleset_id: "int",
  parameters_id: "int",
  cause: "text",
  event: "text",
  actor: "text",
} as const;

/** @returns what happened to each resource, to be appended */
export const stateChangeInsert = (
  changes: readonly StateChange[],
  { origin, replayed, scanId, recordedAt, event, actor }: Provenance,
  date: Date,
): Insert => ({
  table: "state_change",
  columns,
  rows: changes.map((change) => [
    date,
    recordedAt,
    replayed ? "replay" : origin,
    scanId,
    change.resourceId,
    change.verdicts,
    change.snapshot,
    change.rulesetId,
    change.parametersId,
    change.cause,
    event ?? null,
    actor ?? null,
  ]),
});

const baselineColumns = {
  resource_id: "int",
  verdicts: "bytea",
  snapshot: "bytea",
  ruleset_id: "int",
  parameters_id: "int",
} as const;

/**
 * Where a baseline was begun for a month that had not come at `date`, it takes up what is learned late: so a baseline
 * and the changes since are always the whole story.
 */
export async function amendBaselines(
  tx: Tx,
  changes: readonly StateChange[],
  date: Date,
  baseline: Day | null,
): Promise<void> {
  const after = dayOf(date);
  if (changes.length === 0 || baseline === null || baseline <= after) return;
  await tx.query("delete from state_baseline where month > $1 and resource_id = any($2)", [
    after,
    changes.map(({ resourceId }) => resourceId),
  ]);
  const rows = changes
    .filter(({ verdicts }) => verdicts !== null)
    .map((c) => [c.resourceId, c.verdicts, c.snapshot, c.rulesetId, c.parametersId]);
  if (rows.length === 0) return;
  await tx.query(
    `insert into state_baseline (month, resource_id, verdicts, snapshot, ruleset_id, parameters_id)
     select b.month, u.* from baseline b cross join ${unnest(baselineColumns, 2)} u where b.month > $1`,
    [after, ...byColumn(baselineColumns, rows)],
  );
}
