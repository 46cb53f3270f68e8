import { pool } from "../pool";

/** A resource as its page names it. */
export type ResourceHead = {
  id: number;
  type: string;
  arn: string;
  name: string;
  region: string | null;
  accountId: number;
  accountAwsId: string;
  accountName: string;
  ouPath: string;
  ouAwsId: string;
  firstSeen: Date;
  notSeenSince: Date | null;
  retiredAt: Date | null;
  /** When its facts were read last. */
  readAt: Date | null;
  unreachable: string | null;
};

/** @returns undefined where there is none */
export async function resourceHead(resourceId: number): Promise<ResourceHead | undefined> {
  const { rows } = await pool().query<ResourceHead>(
    `select r.id, r.type, r.arn, r.name, r.region, r.account_id as "accountId", a.aws_id as "accountAwsId",
            a.name as "accountName", o.path as "ouPath", o.aws_id as "ouAwsId", r.first_seen as "firstSeen",
            r.not_seen_since as "notSeenSince", r.retired_at as "retiredAt",
            greatest(s.observed_at, a.collected_at) as "readAt", a.unreachable
     from resource r join aws_account a on a.id = r.account_id join ou o on o.id = a.ou_id
     left join resource_state s on s.resource_id = r.id where r.id = $1`,
    [resourceId],
  );
  return rows[0];
}

/** One change of a resource's verdicts or facts. */
export type HistoryRow = {
  at: Date;
  cause: string;
  origin: string;
  event: string | null;
  actor: string | null;
  verdicts: Buffer | null;
  /** The vector before it; null for the first. */
  before: Buffer | null;
};

/** @returns the newest changes of a resource */
export async function resourceHistory(resourceId: number, limit: number): Promise<HistoryRow[]> {
  const { rows } = await pool().query<HistoryRow>(
    `select c.occurred_at as at, c.cause, c.origin, c.event, coalesce(p.name, c.actor) as actor, c.verdicts,
            lag(c.verdicts) over (order by c.occurred_at) as before
     from state_change c left join auth.person p on p.id = c.actor
     where c.resource_id = $1 order by c.occurred_at desc limit $2`,
    [resourceId, limit],
  );
  return rows;
}

/** @returns the last value of every fact of a resource that can no longer be read */
export async function lastKnownFacts(resourceId: number): Promise<Record<string, { v: unknown }>> {
  const { rows } = await pool().query<{ document: Record<string, { v: unknown }> }>(
    `select d.document from resource_state s join fact_snapshot d on d.hash = s.last_known where s.resource_id = $1`,
    [resourceId],
  );
  return rows[0]?.document ?? {};
}

/** @returns the access points that lead to a bucket, by name */
export async function accessPointsOf(
  bucketId: number,
): Promise<{ id: number; name: string; accountName: string; region: string | null }[]> {
  const { rows } = await pool().query<{ id: number; name: string; accountName: string; region: string | null }>(
    `select r.id, r.name, a.name as "accountName", r.region from edge e join resource r on r.id = e.to_id
     join aws_account a on a.id = r.account_id
     where e.from_id = $1 and e.kind = 'accessPoints' and r.retired_at is null order by r.name`,
    [bucketId],
  );
  return rows;
}
