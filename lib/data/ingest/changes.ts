import type { EpisodeEnding, MovementCause } from "@/lib/model/movement";
import type { UnknownReason } from "@/lib/model/reason";
import type { Candidate } from "./sift";
import type { OpenFinding } from "./stored";
import { Tally } from "./tally";

/** A failure as it is to be stored. `sight` says since when and why it cannot be read any more. */
export type FindingChange = {
  resourceId: number;
  controlId: number;
  severity: number;
  because: string;
  sight: Sight | null;
};

export type Sight = { lostAt: Date; reason: string; permission: string | null };

export type UnknownChange = { resourceId: number; controlId: number; reason: UnknownReason; permission: string | null };

export type Closing = { finding: OpenFinding; ending: EpisodeEnding; changeId: number | null };

/** `verdicts` and `snapshot` are null once a resource is retired. */
export type StateChange = {
  resourceId: number;
  verdicts: Uint8Array | null;
  snapshot: Uint8Array | null;
  rulesetId: number;
  parametersId: number;
  cause: MovementCause;
};

/** Everything one transaction writes about one account. */
export type Changes = {
  states: (Candidate & { readAt: Date })[];
  stateChanges: StateChange[];
  opened: FindingChange[];
  updated: FindingChange[];
  closed: Closing[];
  unknown: UnknownChange[];
  known: { resourceId: number; controlId: number }[];
  tally: Tally;
  /** By resource type: how many more are judged, and how many more with every fact read. */
  inventory: Map<string, { resources: number; inFull: number }>;
};

export const noChanges = (): Changes => ({
  states: [],
  stateChanges: [],
  opened: [],
  updated: [],
  closed: [],
  unknown: [],
  known: [],
  tally: new Tally(),
  inventory: new Map(),
});

/** Counts resources of a type in or out of the inventory of judged ones. */
export function countInventory(changes: Changes, type: string, resources: number, inFull: number): void {
  if (resources === 0 && inFull === 0) return;
  const counted = changes.inventory.get(type) ?? { resources: 0, inFull: 0 };
  changes.inventory.set(type, { resources: counted.resources + resources, inFull: counted.inFull + inFull });
}
