import { byteAt } from "@/lib/engine/vector";
import { type MovementCause, movementCauses } from "@/lib/model/movement";
import type { IngestBatch } from "./batch";
import { groundsOf } from "./cause";
import { type Changes, countInventory, noChanges } from "./changes";
import { type Comparison, compareVerdict, type Known } from "./compare-verdict";
import type { Candidate } from "./sift";

/**
 * @param candidates resources that differ from what is stored
 * @param date when the changes are dated: `batch.at`, or later where the account has moved on
 * @returns everything to be written, and nothing for what stays as it is
 */
export function compare(batch: IngestBatch, candidates: readonly Candidate[], known: Known, date: Date): Changes {
  const changes = noChanges();
  for (const candidate of candidates) compareResource({ batch, known, date, changes }, candidate);
  return changes;
}

function compareResource(comparison: Comparison, candidate: Candidate): void {
  const { batch, changes } = comparison;
  const { resource, verdicts, stored } = candidate;
  const snapshotDiffers = !stored?.snapshot.equals(resource.snapshot);
  const inputsDiffer = !stored?.inputs.equals(resource.inputs);
  const grounds = stored ? groundsOf(batch, stored, snapshotDiffers || inputsDiffer) : "facts";

  const bySlot = new Map(resource.verdicts.map((verdict) => [verdict.slot, verdict]));
  const inUse = comparison.known.controls.get(resource.type)?.length ?? 0;
  const slots = Math.max(verdicts.length, stored?.verdicts.length ?? 0, inUse);
  let cause: MovementCause | null = null;
  for (let slot = 0; slot < slots; slot++) {
    const moved = compareVerdict(comparison, {
      resource,
      slot,
      before: stored ? byteAt(stored.verdicts, slot) : null,
      after: byteAt(verdicts, slot),
      verdict: bySlot.get(slot),
      grounds,
    });
    if (moved && (!cause || precedes(moved, cause))) cause = moved;
  }

  // A rejudge reads nothing: what its facts are worth is as old as before.
  const readAt = batch.origin === "rejudge" && stored ? stored.readAt : (resource.observedAt ?? batch.at);
  changes.states.push({ ...candidate, readAt });
  if (snapshotDiffers || !stored?.verdicts.equals(verdicts)) {
    changes.stateChanges.push({
      resourceId: resource.resourceId,
      verdicts,
      snapshot: resource.snapshot,
      rulesetId: batch.rulesetId,
      parametersId: batch.parametersId,
      cause: cause ?? (stored ? "configuration_changed" : "new_resource"),
    });
  }
  countInventory(changes, resource.type, stored ? 0 : 1, Number(resource.inFull) - Number(stored?.inFull ?? false));
}

const precedes = (a: MovementCause, b: MovementCause): boolean => movementCauses.indexOf(a) < movementCauses.indexOf(b);
