import { pool } from "../pool";

/** What was stored of a bucket after a moment. */
export type BucketNoticed = {
  resourceId: number;
  readAt: Date | null;
  firstSeen: Date;
  retiredAt: Date | null;
};

/** @returns the buckets of a name, with when they last changed after a moment */
export async function bucketNoticed(name: string, since: Date): Promise<BucketNoticed | undefined> {
  const { rows } = await pool().query<BucketNoticed>(
    `select r.id as "resourceId", r.first_seen as "firstSeen", r.retired_at as "retiredAt",
            (select max(c.recorded_at) from state_change c where c.resource_id = r.id and c.occurred_at >= $2) as "readAt"
     from resource r where r.name = $1 and r.type = 'AWS::S3::Bucket' order by r.retired_at nulls first, r.id desc limit 1`,
    [name, since],
  );
  return rows[0];
}

/** A verdict that was otherwise before: what fails since, or no longer does. */
export type VerdictNoticed = { control: string; because: string; fails: boolean };

/** @returns failures of a resource opened or closed after a moment, the gravest first */
export async function verdictsNoticed(resourceId: number, since: Date): Promise<VerdictNoticed[]> {
  const { rows } = await pool().query<VerdictNoticed>(
    `select c.slug as control, f.because, true as fails, f.severity
     from finding f join control c on c.id = f.control_id where f.resource_id = $1 and f.since >= $2
     union all
     select c.slug, e.because, false, e.severity
     from episode e join control c on c.id = e.control_id where e.resource_id = $1 and e.closed_at >= $2
     order by 4 desc, 1 limit 10`,
    [resourceId, since],
  );
  return rows;
}

/** @returns whether an account was lost from sight, or read again, after a moment */
export async function accountNoticed(
  awsId: string,
  since: Date,
): Promise<{ lostAt: Date | null; readAt: Date | null } | undefined> {
  const { rows } = await pool().query<{ lostAt: Date | null; readAt: Date | null }>(
    `select case when unreachable_since >= $2 then unreachable_since end as "lostAt",
            case when unreachable is null and collected_at >= $2 then collected_at end as "readAt"
     from aws_account where aws_id = $1`,
    [awsId, since],
  );
  return rows[0];
}
