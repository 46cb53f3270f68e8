import { type AccountScope, inScope } from "../account-scope";
import { read, Statement } from "../statement";
import type { NewScan, ScanScope } from "./plan";

/** A scan, with the sums over those of its accounts that are in scope. */
export type CountedScan = {
  id: number;
  state: ScanState;
  scope: ScanScope;
  target: string;
  /** What the OU or account is called now; null for the whole organization, a resource, and what is not known any more. */
  targetName: string | null;
  origin: NewScan["origin"];
  requestedBy: string;
  /** Of the person who asked; null where it was a job of the system. */
  requesterName: string | null;
  plannedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  because: string | null;
  /** Accounts: planned; no longer to be collected; judged to the end; that could not be reached; with anything unread. */
  accounts: number;
  accountsCollected: number;
  accountsFinished: number;
  accountsUnreachable: number;
  accountsUnread: number;
  resources: number;
  resourcesCollected: number;
  resourcesJudged: number;
  /** Questions: facts asked for, and how AWS answered. `answered` counts "not configured" too. */
  asked: number;
  answered: number;
  denied: number;
  throttled: number;
  otherUnknown: number;
  /** HTTP requests, retries included. */
  calls: number;
};

export type ScanState = "planned" | "collecting" | "judging" | "complete" | "partial" | "failed" | "cancelled";

/** Whose scans: the OUs, and the accounts under them. */
export type ScanReach = { ouIds: readonly number[]; accounts: AccountScope };

/**
 * Scans that touch what is in reach, the newest first. A scan of the whole organization is everybody's; its sums are
 * over the accounts in reach.
 * @param page.before only scans with a lower id
 */
export async function countedScans(
  reach: ScanReach,
  page: { before?: number; limit: number; states?: readonly ScanState[] },
): Promise<CountedScan[]> {
  const statement = new Statement();
  const conditions = [
    ...inReach(statement, reach),
    ...(page.before === undefined ? [] : [`s.id < ${statement.value(page.before)}::int`]),
    ...(page.states === undefined ? [] : [`s.state = any(${statement.value(page.states)}::text[])`]),
  ];
  return counted(statement, conditions, reach.accounts, page.limit);
}

/**
 * @param seen the scan must touch this
 * @param sums what its sums are over
 * @returns a scan; undefined where there is none in reach
 */
export async function countedScan(
  scanId: number,
  seen: ScanReach,
  sums: AccountScope,
): Promise<CountedScan | undefined> {
  const statement = new Statement();
  const conditions = [`s.id = ${statement.value(scanId)}::int`, ...inReach(statement, seen)];
  return (await counted(statement, conditions, sums, 1))[0];
}

function inReach(statement: Statement, { ouIds, accounts }: ScanReach): string[] {
  if (accounts === "all") return [];
  const ous = statement.value(ouIds);
  const ids = statement.value(accounts);
  return [
    `case s.scope
       when 'full' then true
       when 'ou' then exists (
         select from ou o join ou_closure c on c.ancestor_id = o.id and c.descendant_id = any(${ous}::int[])
           or c.descendant_id = o.id and c.ancestor_id = any(${ous}::int[])
         where o.aws_id = s.target)
       when 'account' then exists (select from aws_account a where a.aws_id = s.target and a.id = any(${ids}::int[]))
       else exists (select from scan_account a where a.scan_id = s.id and a.account_id = any(${ids}::int[]))
     end`,
  ];
}

function counted(
  statement: Statement,
  conditions: readonly string[],
  sums: AccountScope,
  limit: number,
): Promise<CountedScan[]> {
  const accounts = ["a.scan_id = s.id", ...inScope(statement, "a.account_id", sums)];
  return read<CountedScan>(
    `select s.id, s.state, s.scope, s.target, s.origin, s.requested_by as "requestedBy", p.name as "requesterName",
            s.planned_at as "plannedAt", s.started_at as "startedAt", s.finished_at as "finishedAt", s.because,
            case s.scope when 'ou' then (select o.name from ou o where o.aws_id = s.target)
                         when 'account' then (select a.name from aws_account a where a.aws_id = s.target)
            end as "targetName", t.*
     from (
       select * from scan s ${conditions.length === 0 ? "" : `where ${conditions.join(" and ")}`}
       order by s.id desc limit ${statement.value(limit)}
     ) s
     left join auth.person p on p.id = s.requested_by
     cross join lateral (
       select count(*)::int as accounts,
              (count(*) filter (where a.state not in ('planned', 'collecting')))::int as "accountsCollected",
              (count(*) filter (where a.finished_at is not null))::int as "accountsFinished",
              (count(*) filter (where a.state = 'unreachable'))::int as "accountsUnreachable",
              (count(*) filter (where ${unread}))::int as "accountsUnread",
              coalesce(sum(a.resources), 0)::int as resources,
              coalesce(sum(a.collected), 0)::int as "resourcesCollected",
              coalesce(sum(a.judged), 0)::int as "resourcesJudged",
              coalesce(sum(a.asked), 0)::int as asked, coalesce(sum(a.answered), 0)::int as answered,
              coalesce(sum(a.denied), 0)::int as denied, coalesce(sum(a.throttled), 0)::int as throttled,
              coalesce(sum(a.other_unknown), 0)::int as "otherUnknown", coalesce(sum(a.calls), 0)::int as calls
       from scan_account a where ${accounts.join(" and ")}
     ) t
     order by s.id desc`,
    statement,
  );
}

/** SQL that holds for a `scan_account a` of which not everything was read. */
export const unread =
  "(a.denied + a.throttled + a.other_unknown > 0 or a.state in ('planned', 'collecting', 'unreachable', 'failed'))";
