import type { Day } from "../day";
import { pool } from "../pool";
import { byColumn, names, unnest } from "../rows";
import { inTransaction, type Tx } from "../transaction";
import { bumpVersion } from "../version";
import { type Counter, counters } from "./standing";

/**
 * Folds the counter changes of committed batches into every OU above them, and into their day and every later day
 * there is. Called after commits, by any number of workers: one folds, and what others left before it let go is
 * folded too.
 * @returns how many daily counts changed
 */
export async function foldRollups(): Promise<number> {
  let folded = 0;
  while (await isPending()) {
    const n = await inTransaction(async (tx) => ((await tx.tryLock("fold", 0)) ? foldIn(tx) : null));
    // Someone else folds, and looks again once done.
    if (n === null) break;
    folded += n;
  }
  return folded;
}

async function isPending(): Promise<boolean> {
  const { rows } = await pool().query("select from rollup_delta limit 1");
  return rows.length > 0;
}

const columns = counters.join(", ");
const sums = (from: string) => counters.map((name) => `sum(${from}.${name})::int as ${name}`).join(", ");
const plus = (table: string, by: string) =>
  counters.map((name) => `${name} = ${table}.${name} + ${by}.${name}`).join(", ");

type DayRow = { ou_id: number; practice: string; severity: number; day: Day } & Record<Counter, number>;

/** Takes every change there is and adds it to the OUs above. Answers what it means for their days. */
const takeChanges = `
  with taken as (delete from rollup_delta returning *),
  change as (
    select o.ancestor_id as ou_id, t.day, t.control_id, t.severity, ${sums("t")}
    from taken t join ou_closure o on o.descendant_id = t.ou_id
    group by o.ancestor_id, t.day, t.control_id, t.severity
  ),
  ou as (
    insert into rollup_ou (ou_id, control_id, severity, ${columns})
    select ou_id, control_id, severity, ${sums("change")} from change
    group by ou_id, control_id, severity order by ou_id, control_id, severity
    on conflict (ou_id, control_id, severity) do update set ${plus("rollup_ou", "excluded")}
  )
  select change.ou_id, c.practice, change.severity, change.day, ${sums("change")}
  from change join control c on c.id = change.control_id
  group by change.ou_id, c.practice, change.severity, change.day`;

const dayColumns = {
  ou_id: "int",
  practice: "text",
  severity: "smallint",
  day: "date",
  ...Object.fromEntries(counters.map((name) => [name, "int"])),
};
const given = `${unnest(dayColumns)} as d (${names(dayColumns)})`;

/** A day without a row is like the day before it: a new one begins with the counts of the last. */
const beginDays = `
  insert into rollup_day (ou_id, practice, severity, day, ${columns})
  select d.ou_id, d.practice, d.severity, d.day, ${counters.map((name) => `coalesce(last.${name}, 0)`).join(", ")}
  from ${given} left join lateral (
    select * from rollup_day r
    where r.ou_id = d.ou_id and r.practice = d.practice and r.severity = d.severity and r.day < d.day
    order by r.day desc limit 1
  ) last on true
  on conflict (ou_id, practice, severity, day) do nothing`;

/** What is learned of a day holds for every later day that was said. */
const raiseDays = `
  update rollup_day r set ${plus("r", "change")}
  from (
    select r.ou_id, r.practice, r.severity, r.day, ${sums("d")}
    from ${given} join rollup_day r
      on r.ou_id = d.ou_id and r.practice = d.practice and r.severity = d.severity and r.day >= d.day
    group by r.ou_id, r.practice, r.severity, r.day
  ) change
  where r.ou_id = change.ou_id and r.practice = change.practice and r.severity = change.severity and r.day = change.day`;

/** Folds what is committed, in a transaction that holds the lock of the fold. */
export async function foldIn(tx: Tx): Promise<number> {
  const days = await tx.query<DayRow>(takeChanges);
  const rows = days.map((d) => [d.ou_id, d.practice, d.severity, d.day, ...counters.map((name) => d[name])]);
  const values = byColumn(dayColumns, rows);
  await tx.query(beginDays, values);
  await tx.query(raiseDays, values);
  await bumpVersion(tx, "posture");
  return days.length;
}
