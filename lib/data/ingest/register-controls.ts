import { inTransaction, type Tx } from "../transaction";
import { bumpVersion } from "../version";
import { type ControlRow, readControls } from "./controls-in-use";

/** A control as the catalogue and the slot map have it. */
export type RegisteredControl = {
  id: number;
  slug: string;
  resourceType: string;
  slot: number;
  practice: string;
  /** The highest it can judge: 0 informational … 4 critical. */
  severity: number;
};

/**
 * Makes the controls in use those of the catalogue. A new one waits to be judged on every resource there is; one that
 * is no longer there is retired and keeps its id and slot for ever. Registering the same controls again changes nothing.
 * @param at when the set changes
 * @throws Error where a control would change its slot, type or practice: stored verdicts and days rest on them
 */
export async function registerControls(controls: readonly RegisteredControl[], at: Date): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.lock("controls", 0);
    const known = new Map((await readControls(tx)).map((control) => [control.id, control]));
    const began: RegisteredControl[] = [];
    for (const control of controls) {
      const before = known.get(control.id);
      if (before) refuseToMove(before, control);
      if (!before || before.retired) began.push(control);
    }
    const inUse = new Set(controls.map(({ id }) => id));
    const ended = [...known.values()].filter(({ id, retired }) => !retired && !inUse.has(id));

    await write(tx, controls);
    for (const { id } of ended) await tx.query("update control set retired = true where id = $1", [id]);
    for (const control of began) await awaitJudging(tx, control, at, "begins");
    for (const control of ended) await awaitJudging(tx, control, at, "ends");
    if (began.length + ended.length > 0) await bumpVersion(tx, "posture");
    await bumpVersion(tx, "control");
  });
}

function refuseToMove(before: ControlRow, { id, slug, slot, resourceType, practice }: RegisteredControl): void {
  if (before.slot === slot && before.resourceType === resourceType && before.practice === practice) return;
  throw new Error(`Control ${slug} (${id}) has another slot, resource type or practice than before: give it a new id.`);
}

async function write(tx: Tx, controls: readonly RegisteredControl[]): Promise<void> {
  for (const { id, slug, resourceType, slot, practice, severity } of controls) {
    await tx.query(
      `insert into control (id, slug, resource_type, slot, practice, severity) values ($1, $2, $3, $4, $5, $6)
       on conflict (id) do update set slug = excluded.slug, severity = excluded.severity, retired = false`,
      [id, slug, resourceType, slot, practice, severity],
    );
  }
}

/**
 * Counts every resource without a verdict of the control as waiting, or no longer so. Dated like any change, so that
 * what is learned late about an account comes after it.
 */
async function awaitJudging(
  tx: Tx,
  control: { id: number; resourceType: string; slot: number },
  at: Date,
  what: "begins" | "ends",
): Promise<void> {
  const sign = what === "begins" ? 1 : -1;
  await tx.query(
    `with waiting as (
       select r.account_id, a.ou_id, $4::int * count(*)::int as n
       from resource r join resource_state s on s.resource_id = r.id join aws_account a on a.id = r.account_id
       where r.type = $2 and (length(s.verdicts) <= $3 or get_byte(s.verdicts, $3) = 0)
       group by r.account_id, a.ou_id
     ),
     clock as (
       insert into account_clock (account_id, at) select account_id, $5 from waiting
       on conflict (account_id) do update set at = greatest(excluded.at, account_clock.at + interval '1 millisecond')
       returning account_id, (at at time zone 'UTC')::date as day
     ),
     counter as (
       insert into rollup_account (account_id, control_id, severity, not_judged)
       select account_id, $1, 0, n from waiting
       on conflict (account_id, control_id, severity)
       do update set not_judged = rollup_account.not_judged + excluded.not_judged
     )
     insert into rollup_delta (day, ou_id, control_id, severity, not_judged)
     select clock.day, waiting.ou_id, $1, 0, waiting.n from waiting join clock using (account_id)`,
    [control.id, control.resourceType, control.slot, sign, at],
  );
}
