import { read, Statement } from "../statement";

/** Where a scan stands, and what it could not read. */
export type ScanStanding = {
  state: string;
  because: string | null;
  /** Accounts: planned, read to the end, judged, and those that could not be read. */
  accounts: number;
  accountsCollected: number;
  accountsJudged: number;
  accountsLost: number;
  /** Buckets and access points: found, read, judged. */
  resources: number;
  resourcesCollected: number;
  resourcesJudged: number;
  calls: number;
  /** Facts asked for, and those AWS did not answer, by why. */
  facts: number;
  denied: number;
  throttled: number;
  otherUnknown: number;
  /** Verdicts that cannot be given now in the accounts of the scan. */
  unknownVerdicts: number;
};

/** @returns undefined for a scan nobody planned */
export async function scanStanding(scanId: number): Promise<ScanStanding | undefined> {
  const statement = new Statement();
  const id = statement.value(scanId);
  const [row] = await read<ScanStanding>(
    `select s.state, s.because, a.*, t.*,
            (select count(*) from unknown_verdict u join scan_account x on x.account_id = u.account_id
             where x.scan_id = s.id)::int as "unknownVerdicts"
     from scan s,
     lateral (select count(*)::int as accounts,
                     count(*) filter (where state not in ('planned', 'collecting'))::int as "accountsCollected",
                     count(*) filter (where finished_at is not null)::int as "accountsJudged",
                     count(*) filter (where reason is not null)::int as "accountsLost",
                     coalesce(sum(resources), 0)::int as resources,
                     coalesce(sum(collected), 0)::int as "resourcesCollected",
                     coalesce(sum(judged), 0)::int as "resourcesJudged"
              from scan_account where scan_id = s.id) a,
     lateral (select coalesce(sum(calls), 0)::int as calls, coalesce(sum(asked), 0)::int as facts,
                     coalesce(sum(denied), 0)::int as denied, coalesce(sum(throttled), 0)::int as throttled,
                     coalesce(sum(other_unknown), 0)::int as "otherUnknown"
              from scan_tally where scan_id = s.id) t
     where s.id = ${id}`,
    statement,
  );
  return row;
}

/** @returns the accounts a scan could not read, and why in words */
export async function lostAccounts(scanId: number): Promise<{ awsId: string; name: string; because: string }[]> {
  const statement = new Statement();
  return read(
    `select a.aws_id as "awsId", a.name, s.reason as because from scan_account s join aws_account a on a.id = s.account_id
     where s.scan_id = ${statement.value(scanId)} and s.reason is not null order by a.name, a.aws_id`,
    statement,
  );
}
