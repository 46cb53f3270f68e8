import { pool } from "../pool";

/** The verdicts of a resource as they were said. */
export type StateThen = {
  resourceId: number;
  verdicts: Buffer;
  snapshot: Buffer;
  rulesetId: number;
  parametersId: number;
};

const pageSize = 5_000;

const text = `
  with base as (
    select max(month) as month from baseline
    where complete_at is not null and month::timestamp at time zone 'UTC' <= $1
  ),
  changed as (
    select distinct on (c.resource_id) c.resource_id, c.verdicts, c.snapshot, c.ruleset_id, c.parameters_id
    from state_change c cross join base
    where c.resource_id > $2 and c.resource_id <= $3 and c.occurred_at <= $1
      and c.occurred_at >= coalesce(base.month::timestamp at time zone 'UTC', '-infinity')
    order by c.resource_id, c.occurred_at desc
  ),
  known as (
    select * from changed
    union all
    select b.resource_id, b.verdicts, b.snapshot, b.ruleset_id, b.parameters_id
    from state_baseline b join base on b.month = base.month
    where b.resource_id > $2 and b.resource_id <= $3
      and not exists (select from changed where changed.resource_id = b.resource_id)
  )
  select resource_id as "resourceId", verdicts, snapshot, ruleset_id as "rulesetId", parameters_id as "parametersId"
  from known where verdicts is not null order by resource_id`;

/**
 * The verdicts of every resource there was at a moment, as they were said then: the baseline of its month and the
 * changes since, without recomputing anything. In order of resource id; a page of the organization is in memory at a
 * time.
 * @param at the changes dated up to and including this moment count
 */
export async function* stateAsOf(at: Date): AsyncGenerator<StateThen> {
  const { rows } = await pool().query<{ last: number | null }>("select max(id) as last from resource");
  const last = rows[0]?.last ?? 0;
  for (let after = 0; after < last; after += pageSize) {
    const page = await pool().query<StateThen>(text, [at, after, after + pageSize]);
    yield* page.rows;
  }
}
