import type { ResourceRef, ResourceType } from "@/lib/model/resource";
import { pool } from "../pool";

export type ToCollect = { id: number; ref: ResourceRef };

type Row = { id: number; type: ResourceType; arn: string; name: string; region: string | null; aws_id: string };

const columns = "r.id, r.type, r.arn, r.name, r.region, a.aws_id";

const asRef = ({ id, type, arn, name, region, aws_id }: Row): ToCollect => ({
  id,
  ref: { type, arn, name, region, accountId: aws_id },
});

/** @returns the buckets and access points of an account after a cursor, in the order of their ids */
export async function resourcesToCollect(accountId: number, after: number, limit: number): Promise<ToCollect[]> {
  const { rows } = await pool().query<Row>(
    `select ${columns} from resource r join aws_account a on a.id = r.account_id
     where r.account_id = $1 and r.id > $2 and r.retired_at is null and r.type in ('AWS::S3::Bucket', 'AWS::S3::AccessPoint')
     order by r.id limit $3`,
    [accountId, after, limit],
  );
  return rows.map(asRef);
}

/** @returns a resource that is not retired, with its account's id; undefined where there is none */
export async function resourceToCollect(resourceId: number): Promise<(ToCollect & { accountId: number }) | undefined> {
  const { rows } = await pool().query<Row & { account_id: number }>(
    `select ${columns}, r.account_id from resource r join aws_account a on a.id = r.account_id
     where r.id = $1 and r.retired_at is null`,
    [resourceId],
  );
  return rows[0] && { ...asRef(rows[0]), accountId: rows[0].account_id };
}

/** A resource an event may name. `inFull` says whether every fact of it was read. */
export type NamedResource = ToCollect & { inFull: boolean };

/** @returns those of the named resources of an account that the inventory holds, by ARN */
export async function namedResources(accountId: number, arns: readonly string[]): Promise<Map<string, NamedResource>> {
  const { rows } = await pool().query<Row & { in_full: boolean | null }>(
    `select ${columns}, s.in_full from resource r join aws_account a on a.id = r.account_id
     left join resource_state s on s.resource_id = r.id
     where r.account_id = $1 and r.arn = any($2) and r.retired_at is null`,
    [accountId, arns],
  );
  return new Map(rows.map((row) => [row.arn, { ...asRef(row), inFull: row.in_full === true }]));
}
