import type { Snapshot } from "@/lib/model/snapshot";
import { pool } from "../pool";

/** A resource with the facts it is to be judged on: those just read, or those it was judged on last. */
export type LoadedResource = {
  id: number;
  type: string;
  arn: string;
  name: string;
  region: string | null;
  snapshot: Buffer;
  document: Snapshot;
  lastKnown: Buffer | null;
  inFull: boolean;
  /** Where a reading waits: when it was made. */
  readAt: Date | null;
  /** Kept from the state for a rejudge. */
  observedAt: Date | null;
};

const columns = `
  r.id, r.type, r.arn, r.name, r.region, coalesce(c.snapshot, s.snapshot) as snapshot, d.document,
  case when c.resource_id is null then s.last_known else c.last_known end as "lastKnown",
  coalesce(c.in_full, s.in_full) as "inFull", c.at as "readAt", s.observed_at as "observedAt"`;

const joins = `
  left join resource_state s on s.resource_id = r.id
  left join collected_facts c on c.resource_id = r.id
  join fact_snapshot d on d.hash = coalesce(c.snapshot, s.snapshot)`;

/** @returns the resources after a cursor in the order of their ids, with facts; retired ones and those never read are left out */
export async function loadResources(accountId: number, after: number, limit: number): Promise<LoadedResource[]> {
  return rows(
    "judging_page",
    `select ${columns} from resource r ${joins}
     where r.account_id = $1 and r.retired_at is null and r.id > $2 order by r.id limit $3`,
    [accountId, after, limit],
  );
}

/** @returns the named resources of an account, with facts */
export async function loadNamed(accountId: number, resourceIds: readonly number[]): Promise<LoadedResource[]> {
  return rows(
    "judging_named",
    `select ${columns} from resource r ${joins} where r.account_id = $1 and r.retired_at is null and r.id = any($2)`,
    [accountId, resourceIds],
  );
}

/** @returns the resources of a type in an account, with facts: the account itself, its regions */
export async function loadOfType(accountId: number, type: string): Promise<LoadedResource[]> {
  return rows(
    "judging_type",
    `select ${columns} from resource r ${joins} where r.account_id = $1 and r.retired_at is null and r.type = $2`,
    [accountId, type],
  );
}

/** @returns the organization itself; undefined for a lone account or before its first scan */
export async function loadOrganization(): Promise<LoadedResource | undefined> {
  const [organization] = await rows(
    "judging_organization",
    `select ${columns} from resource r ${joins}
     where r.type = 'AWS::Organizations::Organization' and r.retired_at is null`,
    [],
  );
  return organization;
}

export type LoadedEnd = LoadedResource & { from: number; kind: string; accountAwsId: string };

/** @returns the ends of the edges that start at the resources, with facts */
export async function loadRelated(resourceIds: readonly number[]): Promise<LoadedEnd[]> {
  const { rows: found } = await pool().query<LoadedEnd>({
    name: "judging_related",
    text: `select e.from_id as "from", e.kind, a.aws_id as "accountAwsId", ${columns}
           from edge e join resource r on r.id = e.to_id and r.retired_at is null
           join aws_account a on a.id = r.account_id ${joins}
           where e.from_id = any($1) order by e.from_id, e.kind, r.id`,
    values: [resourceIds],
  });
  return found;
}

/** @returns how many buckets of an account have an unread `logging`, by region */
export async function unreadLogging(accountId: number): Promise<Map<string, number>> {
  const { rows: found } = await pool().query<{ region: string; n: number }>({
    name: "judging_unread_logging",
    text: `select coalesce(r.region, '') as region, count(*)::int as n
           from resource r
           left join resource_state s on s.resource_id = r.id
           left join collected_facts c on c.resource_id = r.id
           left join fact_snapshot d on d.hash = coalesce(c.snapshot, s.snapshot)
           where r.account_id = $1 and r.type = 'AWS::S3::Bucket' and r.retired_at is null
             and coalesce(c.in_full, s.in_full, false) = false
             and (d.document is null or not (d.document->'logging' ? 'v'))
           group by 1`,
    values: [accountId],
  });
  return new Map(found.map(({ region, n }) => [region, n]));
}

/** An account as judging needs it: its OUs from its own up to the root, by their AWS ids. */
export type LoadedAccount = { id: number; awsId: string; path: string[]; collectedAt: Date | null };

/** @returns undefined for an account nobody knows */
export async function loadAccount(accountId: number): Promise<LoadedAccount | undefined> {
  const { rows: found } = await pool().query<LoadedAccount>({
    name: "judging_account",
    text: `select a.id, a.aws_id as "awsId", a.collected_at as "collectedAt",
                  array(select o.aws_id::text from ou_closure c join ou o on o.id = c.ancestor_id
                        where c.descendant_id = a.ou_id order by c.depth) as path
           from aws_account a where a.id = $1`,
    values: [accountId],
  });
  return found[0];
}

async function rows(name: string, text: string, values: unknown[]): Promise<LoadedResource[]> {
  return (await pool().query<LoadedResource>({ name, text, values })).rows;
}
