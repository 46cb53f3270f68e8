import type { IngestBatch, IngestResource } from "./batch";
import type { StoredResource, StoredState } from "./stored";
import { vectorOf } from "./vector";

/** A resource of a batch that differs from what is stored. */
export type Candidate = {
  resource: IngestResource;
  /** Its verdicts as they will be stored. */
  verdicts: Buffer;
  stored: StoredState | null;
};

/** A batch, resource by resource. */
export type Sifted = {
  candidates: Candidate[];
  /** Resources whose collected facts this batch consumes. */
  collected: IngestResource[];
  /** Resources left as they are: gone since, or known by a newer reading. */
  outdated: number[];
};

/**
 * Parts what differs from what is stored and what comes too late: a reading older than the one the state rests on, a
 * rejudge of a snapshot that is no longer the stored one, a resource that was retired or is another account's.
 */
export function sift(batch: IngestBatch, stored: ReadonlyMap<number, StoredResource>): Sifted {
  const sifted: Sifted = { candidates: [], collected: [], outdated: [] };
  for (const resource of batch.resources) {
    const known = stored.get(resource.resourceId);
    if (!known || known.retired || known.accountId !== batch.accountId || isOutdated(batch, resource, known.state)) {
      sifted.outdated.push(resource.resourceId);
      continue;
    }
    if (known.collected) sifted.collected.push(resource);
    const verdicts = vectorOf(resource.verdicts);
    if (known.state && isSame(batch, resource, verdicts, known.state)) continue;
    sifted.candidates.push({ resource, verdicts, stored: known.state });
  }
  return sifted;
}

function isOutdated(batch: IngestBatch, resource: IngestResource, state: StoredState | null): boolean {
  if (!state) return false;
  if (batch.origin === "rejudge") return !state.snapshot.equals(resource.snapshot);
  const readAt = (resource.observedAt ?? batch.at).getTime();
  return readAt < state.readAt.getTime() || readAt < (state.observedAt?.getTime() ?? 0);
}

const isSame = (batch: IngestBatch, resource: IngestResource, verdicts: Buffer, state: StoredState): boolean =>
  state.rulesetId === batch.rulesetId &&
  state.parametersId === batch.parametersId &&
  state.inFull === resource.inFull &&
  state.verdicts.equals(verdicts) &&
  state.snapshot.equals(resource.snapshot) &&
  state.inputs.equals(resource.inputs) &&
  sameBytes(state.lastKnown, resource.lastKnown) &&
  sameTime(state.observedAt, resource.observedAt) &&
  sameTime(state.judgeAgainAt, resource.judgeAgainAt);

const sameBytes = (a: Buffer | null, b: Uint8Array | null): boolean =>
  a === null || b === null ? a === b : a.equals(b);

const sameTime = (a: Date | null, b: Date | undefined): boolean => (a?.getTime() ?? null) === (b?.getTime() ?? null);
