import { statusOfByte, type VerdictByte } from "@/lib/engine/vector";
import type { MovementCause } from "@/lib/model/movement";
import { severityRank } from "@/lib/model/severity";
import type { Judged } from "@/lib/model/verdict";
import type { IngestBatch, IngestResource, IngestVerdict } from "./batch";
import { causeOf, endingOf, type Grounds } from "./cause";
import type { Changes } from "./changes";
import type { ControlRow, ControlsBySlot } from "./controls-in-use";
import { nowhere, standingOf } from "./standing";
import { type OpenFinding, type UnknownRow, verdictKey } from "./stored";

/** What is stored of a batch's resources beside their states, read under the account's lock. */
export type Known = {
  controls: ControlsBySlot;
  /** By `verdictKey`. */
  findings: ReadonlyMap<string, OpenFinding>;
  unknowns: ReadonlyMap<string, UnknownRow>;
};

export type Comparison = { batch: IngestBatch; known: Known; date: Date; changes: Changes };

/** One slot of one resource, before and after. `before` is null for a resource that was not judged before. */
export type SlotChange = {
  resource: IngestResource;
  slot: number;
  before: VerdictByte | null;
  after: VerdictByte;
  verdict: IngestVerdict | undefined;
  grounds: Grounds;
};

/**
 * Notes what one verdict changes: its finding, its place among the unknown, the counters and the movement.
 * @returns the cause where the verdict moved
 * @throws Error for a slot no registered control has
 */
export function compareVerdict({ known, date, changes }: Comparison, change: SlotChange): MovementCause | null {
  const { resource, before, after, verdict } = change;
  const control = controlOf(known.controls, change);
  if (!control) return null;
  const { resourceId } = resource;
  const key = verdictKey(resourceId, control.id);
  const finding = known.findings.get(key);
  const status = statusOfByte(after);
  if (before === after && !finding && status !== "unknown") return null;

  const ours = resource.changes?.find(({ controlId }) => controlId === control.id);
  const cause = causeOf({
    before: before === null ? null : statusOfByte(before),
    after: status,
    failing: finding !== undefined,
    changedByUs: ours !== undefined,
    grounds: change.grounds,
  });
  const judged = verdict && verdict.judged !== "off" ? verdict.judged : null;

  if (status === "fail" && judged) seeFailure(changes, resourceId, control.id, judged, finding);
  else if (status === "unknown" && judged) loseSight(changes, resourceId, control.id, judged, finding, date);
  else if (finding) changes.closed.push({ finding, ending: endingOf(cause), changeId: ours?.changeId ?? null });

  const unread = known.unknowns.get(key);
  if (status === "unknown" && judged) noteUnknown(changes, resourceId, control.id, judged, unread);
  else if (unread) changes.known.push({ resourceId, controlId: control.id });

  if (before === after) return null;
  const waived = finding !== undefined && finding.waiverId !== null;
  const from = before === null ? nowhere : standingOf(before, waived, !control.retired);
  changes.tally.add(control.id, from, standingOf(after, waived, !control.retired), cause);
  return cause;
}

function controlOf(controls: ControlsBySlot, { resource, slot, after, verdict }: SlotChange): ControlRow | undefined {
  const control = controls.get(resource.type)?.[slot];
  if (verdict && verdict.controlId !== control?.id) {
    throw new Error(`Control ${verdict.controlId} is not registered for slot ${slot} of ${resource.type}.`);
  }
  if (!control && after !== 0) throw new Error(`No control is registered for slot ${slot} of ${resource.type}.`);
  return control;
}

function seeFailure(
  changes: Changes,
  resourceId: number,
  controlId: number,
  { verdict, severity }: Judged,
  finding: OpenFinding | undefined,
): void {
  const seen = { resourceId, controlId, severity: severityRank(severity), because: verdict.because ?? "", sight: null };
  if (!finding) changes.opened.push(seen);
  else if (finding.severity !== seen.severity || finding.because !== seen.because || finding.sightLostAt) {
    changes.updated.push(seen);
  }
}

/** A failure that can no longer be read stays open as it was last seen, and says since when and why. */
function loseSight(
  changes: Changes,
  resourceId: number,
  controlId: number,
  judged: Judged,
  finding: OpenFinding | undefined,
  date: Date,
): void {
  if (!finding) return;
  const { reason, permission } = firstMissing(judged);
  if (finding.sightLostAt && finding.sightReason === reason && finding.sightPermission === permission) return;
  const { severity, because } = finding;
  const sight = { lostAt: finding.sightLostAt ?? date, reason, permission };
  changes.updated.push({ resourceId, controlId, severity, because, sight });
}

function noteUnknown(
  changes: Changes,
  resourceId: number,
  controlId: number,
  judged: Judged,
  stored: UnknownRow | undefined,
): void {
  const { reason, permission } = firstMissing(judged);
  if (stored && stored.reason === reason && stored.permission === permission) return;
  changes.unknown.push({ resourceId, controlId, reason, permission });
}

function firstMissing({ verdict }: Judged) {
  const first = verdict.status === "unknown" ? verdict.missing[0] : undefined;
  return { reason: first?.reason ?? ("undetermined" as const), permission: first?.permission ?? null };
}
