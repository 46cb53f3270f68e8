import { type AccountScope, inScope } from "../account-scope";
import { read, Statement } from "../statement";
import type { Tally } from "./progress";

/** How AWS answered for one fact, over all accounts and regions. */
export type TalliedFact = Omit<Tally, "region">;

/** How AWS answered in one region; the empty one is what belongs to no region. */
export type TalliedRegion = Omit<Tally, "fact"> & { accounts: number };

const sums = `sum(asked)::int as asked, sum(known)::int as known, sum(not_configured)::int as "notConfigured",
  sum(denied)::int as denied, sum(throttled)::int as throttled, sum(other_unknown)::int as "otherUnknown",
  sum(calls)::int as calls`;

/** @returns what a scan asked in the accounts in scope, by fact */
export function talliedFacts(scanId: number, scope: AccountScope): Promise<TalliedFact[]> {
  return by(scanId, scope, "fact", "fact");
}

/** @returns what a scan asked in the accounts in scope, by region */
export function talliedRegions(scanId: number, scope: AccountScope): Promise<TalliedRegion[]> {
  return by(scanId, scope, "region", "region, count(distinct account_id)::int as accounts");
}

async function by<Row extends object>(
  scanId: number,
  scope: AccountScope,
  column: "fact" | "region",
  columns: string,
): Promise<Row[]> {
  const statement = new Statement();
  const conditions = [`scan_id = ${statement.value(scanId)}::int`, ...inScope(statement, "account_id", scope)];
  return read<Row>(
    `select ${columns}, ${sums} from scan_tally where ${conditions.join(" and ")} group by ${column} order by ${column}`,
    statement,
  );
}
