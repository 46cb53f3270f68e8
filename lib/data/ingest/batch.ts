import type { ResourceType } from "@/lib/model/resource";
import type { Judged } from "@/lib/model/verdict";

/** Where a batch comes from. A rejudge reads nothing from AWS: a control, a parameter or the time changed. */
export type Origin = "scan" | "hint" | "change" | "rejudge";

/** What one control said about one resource. `off` where the parameters switch it off. */
export type IngestVerdict = { controlId: number; slot: number; judged: Judged | "off" };

/** One judged resource, ready to be compared with what is stored. */
export type IngestResource = {
  resourceId: number;
  type: ResourceType;
  region: string | null;
  /** One for every slot that is in use for the type. */
  verdicts: readonly IngestVerdict[];
  /** sha256 of the canonical snapshot; the snapshot itself is already in `fact_snapshot`. */
  snapshot: Uint8Array;
  lastKnown: Uint8Array | null;
  /** sha256 of everything judged from outside the own snapshot. */
  inputs: Uint8Array;
  inFull: boolean;
  /** Only for a reading newer than the account's collection (a hint, a change). */
  observedAt?: Date;
  judgeAgainAt?: Date;
  /** Changes of ours that this reading verifies: a failure of that control that passes now was fixed by us. */
  changes?: readonly { controlId: number; changeId: number }[];
};

/** The judged resources of one account, at most 200: one transaction. Committing a batch twice is committing it once. */
export type IngestBatch = {
  /** `aws_account.id`. */
  accountId: number;
  /** When it was so: the time of the reading, or of the event for a replay. */
  at: Date;
  /** When it is written down. */
  recordedAt: Date;
  /** It tells of a past that is replayed: its rows say so instead of their origin. */
  replayed?: boolean;
  origin: Origin;
  scanId: number | null;
  rulesetId: number;
  parametersId: number;
  /** The event and its actor, where a hint named them. */
  event?: string;
  actor?: string;
  /**
   * For a rejudge: what changed. Verdicts that move are then explained by it. A control judged for the first time on
   * a known resource is `control_added` in any case.
   */
  rejudged?: "control_changed" | "parameter_changed" | "time";
  resources: readonly IngestResource[];
};

/** Resources a complete listing no longer holds. */
export type Retirement = {
  accountId: number;
  at: Date;
  recordedAt: Date;
  replayed?: boolean;
  origin: Origin;
  scanId: number | null;
  resourceIds: readonly number[];
};
