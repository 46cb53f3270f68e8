import type { Tx } from "../transaction";

/** The facts of a resource as last read, judged or not. */
const current = `left join collected_facts c on c.resource_id = r.id
  left join resource_state s on s.resource_id = r.id
  left join fact_snapshot d on d.hash = coalesce(c.snapshot, s.snapshot)`;

/**
 * Makes the edges from buckets to the access points that lead to them what the access points' facts say. An access
 * point may lead to a bucket of another account.
 * @param accountIds whose access points to look at; absent for all of them
 */
export async function resolveAccessPoints(tx: Tx, accountIds?: readonly number[]): Promise<void> {
  await tx.query(
    `with found as (
       select b.id as from_id, r.arn as to_arn, r.id as to_id
       from resource r ${current}
       join resource b on b.type = 'AWS::S3::Bucket' and b.retired_at is null
         and b.arn = split_part(r.arn, ':', 1) || ':' || split_part(r.arn, ':', 2) || ':s3:::' || (d.document->'origin'->'v'->>'bucket')
       join aws_account o on o.id = b.account_id and o.aws_id = d.document->'origin'->'v'->>'bucketAccountId'
       where r.type = 'AWS::S3::AccessPoint' and r.retired_at is null and ($1::int[] is null or r.account_id = any($1))
     ),
     ended as (
       delete from edge e using resource r
       where e.kind = 'accessPoints' and r.id = e.to_id and ($1::int[] is null or r.account_id = any($1))
         and not exists (select from found f where f.from_id = e.from_id and f.to_arn = e.to_arn)
     )
     insert into edge (from_id, kind, to_arn, to_id) select from_id, 'accessPoints', to_arn, to_id from found
     on conflict (from_id, kind, to_arn) do update set to_id = excluded.to_id where edge.to_id is distinct from excluded.to_id`,
    [accountIds ?? null],
  );
}

/**
 * Makes the edges from log targets to the buckets that log there what the buckets' facts say. AWS wants both in one
 * account.
 */
export async function resolveLogSources(tx: Tx, accountIds: readonly number[]): Promise<void> {
  await tx.query(
    `with found as (
       select t.id as from_id, r.arn as to_arn, r.id as to_id
       from resource r ${current}
       join resource t on t.account_id = r.account_id and t.retired_at is null
         and t.arn = split_part(r.arn, ':', 1) || ':' || split_part(r.arn, ':', 2) || ':s3:::' || (d.document->'logging'->'v'->>'targetBucket')
       where r.type = 'AWS::S3::Bucket' and r.retired_at is null and r.account_id = any($1) and t.id <> r.id
     ),
     ended as (
       delete from edge e using resource r
       where e.kind = 'logSources' and r.id = e.from_id and r.account_id = any($1)
         and not exists (select from found f where f.from_id = e.from_id and f.to_arn = e.to_arn)
     )
     insert into edge (from_id, kind, to_arn, to_id) select from_id, 'logSources', to_arn, to_id from found
     on conflict (from_id, kind, to_arn) do update set to_id = excluded.to_id where edge.to_id is distinct from excluded.to_id`,
    [accountIds],
  );
}
