import { inTransaction } from "../transaction";
import { bumpVersion } from "../version";
import { lockAccount } from "./account";

/**
 * Counts anew what could not be read in an account: by region, by the permission that is missing and by reason, over
 * every resource that was not read in full. A gap that is still there keeps the time it was first met.
 * @param at when a gap that was not there before begins
 * @returns how many gaps the account has
 */
export async function recountGaps(accountId: number, at: Date): Promise<number> {
  return inTransaction(async (tx) => {
    await lockAccount(tx, accountId);
    const [result] = await tx.query<{ gaps: number; moved: boolean }>(
      `with met as (
         select coalesce(r.region, '') as region, coalesce(f.value->>'permission', '') as permission,
                f.value->>'u' as reason, count(distinct r.id)::int as resources
         from resource r
         join resource_state s on s.resource_id = r.id and not s.in_full
         join fact_snapshot d on d.hash = s.snapshot
         cross join lateral jsonb_each(d.document) f
         where r.account_id = $1 and f.value ? 'u'
         group by 1, 2, 3
       ),
       ended as (
         delete from gap g where g.account_id = $1 and not exists (
           select from met where met.region = g.region and met.permission = g.permission and met.reason = g.reason)
         returning 1
       ),
       kept as (
         insert into gap (account_id, region, permission, reason, since, resources)
         select $1, region, permission, reason, $2, resources from met
         on conflict (account_id, region, permission, reason)
         do update set resources = excluded.resources where gap.resources <> excluded.resources
         returning 1
       )
       select (select count(*) from met)::int as gaps,
              exists (select from ended) or exists (select from kept) as moved`,
      [accountId, at],
    );
    if (result?.moved) await bumpVersion(tx, "posture");
    return result?.gaps ?? 0;
  });
}
