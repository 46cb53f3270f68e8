import { type AccountScope, inScope } from "../account-scope";
import { read, Statement } from "../statement";
import { snapshotsIn } from "./snapshots";

/** Where a log target is: a bucket in scope, one elsewhere in the inventory, or one nobody listed. */
export type TargetPlace = "in_scope" | "elsewhere" | "outside_inventory";

/** A bucket that access logs are delivered to. */
export type LogTarget = {
  name: string;
  /** How many buckets in scope deliver to it, itself not among them. */
  sources: number;
  /** Of how many accounts they are. */
  sourceAccounts: number;
  place: TargetPlace;
  /** Delivers its own log to itself. */
  itself: boolean;
  /** Of the target; null where it is not in scope. */
  resourceId: number | null;
  accountName: string | null;
  accountAwsId: string | null;
  region: string | null;
};

export type LogTargets = {
  targets: LogTarget[];
  /** Of all targets, the listed ones and the rest. */
  total: number;
  /** Buckets in scope that deliver to a bucket nobody listed, and to how many such buckets. */
  lost: { sources: number; targets: number };
};

type Row = LogTarget & { total: number; lostSources: number; lostTargets: number };

/** @returns where the buckets in scope deliver their access logs, the targets with most sources first */
export async function logTargets(scope: AccountScope, limit: number): Promise<LogTargets> {
  const statement = new Statement();
  const counted = snapshotsIn(statement, "AWS::S3::Bucket", scope);
  const seen = inScope(statement, "t.account_id", scope).map((condition) => `and ${condition}`);
  const rows = await read<Row>(
    `with told as (
       select d.document->'logging'->'v'->>'targetBucket' as name, sum(k.n)::int as n,
              count(distinct k.account_id)::int as accounts
       from (${counted}) k join fact_snapshot d on d.hash = k.snapshot
       where jsonb_typeof(d.document->'logging'->'v') = 'object' group by 1
     ),
     placed as (
       select l.name, l.accounts, t.id as resource_id, t.account_id, t.region, coalesce(t.itself, false) as itself,
              l.n - case when t.itself then 1 else 0 end as sources,
              case when t.id is not null then 'in_scope'
                   when exists (select from resource x where x.name = l.name collate "C" and x.type = 'AWS::S3::Bucket'
                                and x.retired_at is null) then 'elsewhere'
                   else 'outside_inventory' end as place
       from told l
       left join lateral (
         select t.id, t.account_id, t.region, d.document->'logging'->'v'->>'targetBucket' = t.name as itself
         from resource t
         left join resource_state s on s.resource_id = t.id left join fact_snapshot d on d.hash = s.snapshot
         where t.name = l.name collate "C" and t.type = 'AWS::S3::Bucket' and t.retired_at is null ${seen.join(" ")}
         order by t.id limit 1
       ) t on true
     )
     select p.name, p.sources, p.accounts as "sourceAccounts", p.place, p.itself, p.resource_id as "resourceId",
            a.name as "accountName", a.aws_id as "accountAwsId", p.region, count(*) over ()::int as total,
            coalesce(sum(p.sources) filter (where p.place = 'outside_inventory') over (), 0)::int as "lostSources",
            (count(*) filter (where p.place = 'outside_inventory') over ())::int as "lostTargets"
     from placed p left join aws_account a on a.id = p.account_id
     order by p.sources desc, p.name limit ${statement.value(limit)}`,
    statement,
  );
  const [first] = rows;
  return {
    targets: rows.map(({ total: _, lostSources: __, lostTargets: ___, ...target }) => target),
    total: first?.total ?? 0,
    lost: { sources: first?.lostSources ?? 0, targets: first?.lostTargets ?? 0 },
  };
}
