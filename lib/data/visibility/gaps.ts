import { type AccountScope, inScope } from "../account-scope";
import { read, Statement } from "../statement";

/** What could not be read, by the permission that is missing and the reason. A resource is counted once in each. */
export type GapGroup = {
  permission: string;
  reason: string;
  accounts: number;
  regions: number;
  resources: number;
  since: Date;
};

/** @returns the gaps of the accounts in scope, those of most resources first */
export async function gapGroups(scope: AccountScope): Promise<GapGroup[]> {
  const statement = new Statement();
  return read<GapGroup>(
    `select g.permission, g.reason, count(distinct g.account_id)::int as accounts,
            count(distinct nullif(g.region, ''))::int as regions, sum(g.resources)::int as resources, min(g.since) as since
     from gap g join aws_account a on a.id = g.account_id and a.retired_at is null
     ${where(inScope(statement, "g.account_id", scope))}
     group by g.permission, g.reason order by resources desc, g.reason, g.permission`,
    statement,
  );
}

export type GapRegion = { region: string; accounts: number; resources: number };

/**
 * @returns resources with anything unread, by region; the empty one is what belongs to no region. A resource counts once,
 * however many of its facts were not read
 */
export async function gapRegions(scope: AccountScope): Promise<GapRegion[]> {
  const statement = new Statement();
  return read<GapRegion>(
    `select coalesce(r.region, '') as region, count(distinct r.account_id)::int as accounts, count(*)::int as resources
     from resource_state s join resource r on r.id = s.resource_id and r.retired_at is null
     ${where(["not s.in_full", ...inScope(statement, "r.account_id", scope)])}
     group by 1 order by resources desc, region`,
    statement,
  );
}

export type GapResource = {
  id: number;
  type: string;
  name: string;
  region: string | null;
  accountId: number;
  accountName: string;
  accountAwsId: string;
  /** Names of its facts that could not be read for this. */
  facts: string[];
  since: Date | null;
  /** How often the account answered the same questions about its other resources when it was read last. */
  answeredElsewhere: number;
};

/** Resources a gap is about, by account and id, from one on. @param paths the facts read with the permission */
export async function gapResources(
  scope: AccountScope,
  gap: { permission: string; reason: string; paths: readonly string[] },
  page: { after?: { accountId: number; id: number }; limit: number },
): Promise<GapResource[]> {
  const statement = new Statement();
  const permission = statement.value(gap.permission);
  const reason = statement.value(gap.reason);
  const paths = statement.value(gap.paths);
  const conditions = [
    "r.retired_at is null",
    "not s.in_full",
    ...inScope(statement, "r.account_id", scope),
    `r.account_id in (select g.account_id from gap g where g.permission = ${permission} and g.reason = ${reason})`,
    ...(page.after
      ? [
          `(r.account_id, r.id) > (${statement.value(page.after.accountId)}::int, ${statement.value(page.after.id)}::int)`,
        ]
      : []),
  ];
  return read<GapResource>(
    `select k.*, a.name as "accountName", a.aws_id as "accountAwsId",
            (select g.since from gap g where g.account_id = k."accountId" and g.region = coalesce(k.region, '')
               and g.permission = ${permission} and g.reason = ${reason}) as since,
            coalesce((select sum(t.known + t.not_configured)::int from scan_tally t
               where t.scan_id = a.collected_by and t.account_id = a.id and t.fact = any(${paths}::text[])), 0) as "answeredElsewhere"
     from (
       select r.id, r.type, r.name, r.region, r.account_id as "accountId", f.facts
       from resource_state s join resource r on r.id = s.resource_id join fact_snapshot d on d.hash = s.snapshot
       cross join lateral (
         select array_agg(e.key order by e.key) as facts from jsonb_each(d.document) e
         where e.value->>'u' = ${reason} and coalesce(e.value->>'permission', '') = ${permission}
       ) f
       where ${conditions.join(" and ")} and f.facts is not null
       order by r.account_id, r.id limit ${statement.value(page.limit)}
     ) k join aws_account a on a.id = k."accountId" order by k."accountId", k.id`,
    statement,
  );
}

const where = (conditions: readonly string[]): string =>
  conditions.length === 0 ? "" : `where ${conditions.join(" and ")}`;
