import { byteAt, statusOfByte } from "@/lib/engine/vector";
import type { Tx } from "../transaction";
import { bySlot, type ControlRow } from "./controls-in-use";
import { type Counter, counters, standingOf } from "./standing";
import { verdictKey } from "./stored";

/** Counts by what they are counted under: `counters` in order for verdicts; resources and those in full for types. */
export type Counts = Map<string, number[]>;

/** What stored vectors and waivers add up to, one verdict at a time. */
export type CountedAgain = {
  /** By account, control and severity. */
  accounts: Counts;
  /** By account and resource type. */
  inventory: Counts;
  /** Verdicts whose finding or place among the unknown is missing, left over or other than the vector says. */
  strays: { table: "finding" | "unknown_verdict"; key: string; expected: string; actual: string }[];
};

type StateRow = { id: number; accountId: number; type: string; inFull: boolean; verdicts: Buffer };
type FindingRow = { resourceId: number; controlId: number; severity: number; waived: boolean; seen: boolean };

const pageSize = 5_000;

/** @returns the counters as they would be, had every verdict been counted now */
export async function countAgain(tx: Tx, controls: readonly ControlRow[]): Promise<CountedAgain> {
  const counted: CountedAgain = { accounts: new Map(), inventory: new Map(), strays: [] };
  const slots = bySlot(controls);
  const [range] = await tx.query<{ last: number | null }>("select max(id) as last from resource");
  for (let after = 0; after < (range?.last ?? 0); after += pageSize) {
    const page = [after, after + pageSize];
    const states = await tx.query<StateRow>(
      `select r.id, r.account_id as "accountId", r.type, s.in_full as "inFull", s.verdicts
       from resource_state s join resource r on r.id = s.resource_id where r.id > $1 and r.id <= $2`,
      page,
    );
    const findings = await tx.query<FindingRow>(
      `select resource_id as "resourceId", control_id as "controlId", severity, waiver_id is not null as waived,
              sight_lost_at is null as seen
       from finding where resource_id > $1 and resource_id <= $2`,
      page,
    );
    const unknowns = await tx.query<{ resourceId: number; controlId: number }>(
      `select resource_id as "resourceId", control_id as "controlId" from unknown_verdict
       where resource_id > $1 and resource_id <= $2`,
      page,
    );
    const open = new Map(findings.map((finding) => [verdictKey(finding.resourceId, finding.controlId), finding]));
    const unread = new Set(unknowns.map(({ resourceId, controlId }) => verdictKey(resourceId, controlId)));
    for (const state of states) countResource(counted, state, slots.get(state.type) ?? [], open, unread);
    for (const [key, finding] of open) stray(counted, "finding", key, "none", describe(finding));
    for (const key of unread) stray(counted, "unknown_verdict", key, "none", "unknown");
  }
  return counted;
}

function countResource(
  counted: CountedAgain,
  { id, accountId, type, inFull, verdicts }: StateRow,
  slots: readonly (ControlRow | undefined)[],
  open: Map<string, FindingRow>,
  unread: Set<string>,
): void {
  count(counted.inventory, `${accountId}/${type}`, [1, inFull ? 1 : 0]);
  for (const [slot, control] of slots.entries()) {
    if (!control) continue;
    const key = verdictKey(id, control.id);
    const byte = byteAt(verdicts, slot);
    const status = statusOfByte(byte);
    const finding = open.get(key);
    const { as, severity } = standingOf(byte, finding?.waived === true, !control.retired);

    if (status === "fail" && !(finding?.seen && finding.severity === severity)) {
      stray(counted, "finding", key, `seen at ${severity}`, finding ? describe(finding) : "none");
    }
    if (finding && status === "unknown" && finding.seen)
      stray(counted, "finding", key, "out of sight", describe(finding));
    if (status === "fail" || status === "unknown") open.delete(key);
    if (status === "unknown" && !unread.delete(key)) stray(counted, "unknown_verdict", key, "unknown", "none");

    const column = counters.indexOf(as as Counter);
    if (column === -1) continue;
    count(
      counted.accounts,
      `${accountId}/${control.id}/${severity}`,
      counters.map((_, i) => (i === column ? 1 : 0)),
    );
  }
}

const describe = ({ seen, severity }: FindingRow): string => (seen ? `seen at ${severity}` : "out of sight");

const stray = (
  counted: CountedAgain,
  table: "finding" | "unknown_verdict",
  key: string,
  expected: string,
  actual: string,
): void => void counted.strays.push({ table, key, expected, actual });

/** Adds to the counts under a key. */
export function count(counts: Counts, key: string, by: readonly number[]): void {
  const sum = counts.get(key);
  if (!sum) counts.set(key, [...by]);
  else for (const [i, n] of by.entries()) sum[i] = (sum[i] ?? 0) + n;
}
