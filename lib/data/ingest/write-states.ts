import { insertRows, names } from "../rows";
import type { Tx } from "../transaction";
import type { IngestBatch } from "./batch";
import type { Changes } from "./changes";

const columns = {
  resource_id: "int",
  ruleset_id: "int",
  parameters_id: "int",
  in_full: "bool",
  read_at: "timestamptz",
  observed_at: "timestamptz",
  judge_again_at: "timestamptz",
  verdicts: "bytea",
  snapshot: "bytea",
  inputs: "bytea",
  last_known: "bytea",
} as const;

const replaced = `on conflict (resource_id) do update set (${names(columns)}) = (${names(columns, "excluded.")})`;

/** Stores the verdicts of every resource that differs, and what they were judged on. */
export async function writeStates(tx: Tx, batch: IngestBatch, states: Changes["states"]): Promise<void> {
  const rows = states.map(({ resource, verdicts, readAt }) => [
    resource.resourceId,
    batch.rulesetId,
    batch.parametersId,
    resource.inFull,
    readAt,
    resource.observedAt ?? null,
    resource.judgeAgainAt ?? null,
    verdicts,
    resource.snapshot,
    resource.inputs,
    resource.lastKnown,
  ]);
  await insertRows(tx, "resource_state", columns, rows, replaced);
}
