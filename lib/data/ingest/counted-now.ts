import type { Day } from "../day";
import type { Tx } from "../transaction";
import type { ControlRow } from "./controls-in-use";
import { type Counts, count } from "./counted-again";
import { counters } from "./standing";

const array = (from: string) => `array[${counters.map((name) => `${from}.${name}`).join(", ")}]`;

type Row = { key: string; counts: number[] };

/** The counters as they are stored, with what is committed and not yet folded. */
export type CountedNow = {
  rollup_account: Counts;
  rollup_inventory: Counts;
  rollup_ou: Counts;
  /** The last day of every OU, practice and severity. */
  rollup_day: Counts;
  /** Which day that is. */
  lastDay: Map<string, Day>;
};

export async function countedNow(tx: Tx): Promise<CountedNow> {
  const accounts = await tx.query<Row>(
    `select account_id || '/' || control_id || '/' || severity as key, ${array("r")} as counts from rollup_account r`,
  );
  const inventory = await tx.query<Row>(
    `select account_id || '/' || resource_type as key, array[resources, in_full] as counts from rollup_inventory`,
  );
  const ous = await tx.query<Row>(
    `select ou_id || '/' || control_id || '/' || severity as key, ${array("r")} as counts from rollup_ou r
     union all
     select o.ancestor_id || '/' || d.control_id || '/' || d.severity, ${array("d")}
     from rollup_delta d join ou_closure o on o.descendant_id = d.ou_id`,
  );
  const days = await tx.query<Row & { day: Day }>(
    `(select distinct on (ou_id, practice, severity) ou_id || '/' || practice || '/' || severity as key, day,
             ${array("r")} as counts
      from rollup_day r order by ou_id, practice, severity, day desc)
     union all
     select o.ancestor_id || '/' || c.practice || '/' || d.severity, d.day, ${array("d")}
     from rollup_delta d join ou_closure o on o.descendant_id = d.ou_id join control c on c.id = d.control_id`,
  );
  const lastDay = new Map<string, Day>();
  for (const { key, day } of days) if (day > (lastDay.get(key) ?? "")) lastDay.set(key, day);
  return {
    rollup_account: summed(accounts),
    rollup_inventory: summed(inventory),
    rollup_ou: summed(ous),
    rollup_day: summed(days),
    lastDay,
  };
}

function summed(rows: readonly Row[]): Counts {
  const counts: Counts = new Map();
  for (const { key, counts: by } of rows) count(counts, key, by);
  return counts;
}

/** @returns what counts of accounts come to in every OU above them: by control, and by practice for the days */
export async function summedByOu(
  tx: Tx,
  accounts: Counts,
  controls: readonly ControlRow[],
): Promise<{ ous: Counts; days: Counts }> {
  const rows = await tx.query<{ accountId: number; ous: number[] }>(
    `select a.id as "accountId", array_agg(o.ancestor_id) as ous
     from aws_account a join ou_closure o on o.descendant_id = a.ou_id group by a.id`,
  );
  const ousOf = new Map(rows.map(({ accountId, ous }) => [accountId, ous]));
  const practiceOf = new Map(controls.map(({ id, practice }) => [id, practice]));
  const ous: Counts = new Map();
  const days: Counts = new Map();
  for (const [key, by] of accounts) {
    const [accountId = 0, controlId = 0, severity = 0] = key.split("/").map(Number);
    for (const ou of ousOf.get(accountId) ?? []) {
      count(ous, `${ou}/${controlId}/${severity}`, by);
      count(days, `${ou}/${practiceOf.get(controlId)}/${severity}`, by);
    }
  }
  return { ous, days };
}
