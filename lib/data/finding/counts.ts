import { inScope } from "../account-scope";
import { read, readWithin, Statement } from "../statement";
import { type FindingQuery, findingConditions, unknownConditions } from "./query";

/** How many verdicts of a control there are at a severity. */
export type FindingCount = { controlId: number; severity: number; fail: number; unknown: number; waived: number };

/** From the counters of OUs: exact as of their last fold. @param ouIds none below another */
export async function countsOfOus(ouIds: readonly number[]): Promise<FindingCount[]> {
  const statement = new Statement();
  return read(
    `select control_id as "controlId", severity::int as severity, sum(fail)::int as fail, sum(unknown)::int as unknown,
            sum(waived)::int as waived
     from rollup_ou where ou_id = any(${statement.value(ouIds)}::int[]) group by control_id, severity`,
    statement,
  );
}

/** From the counters of accounts. */
export async function countsOfAccounts(accountIds: readonly number[]): Promise<FindingCount[]> {
  const statement = new Statement();
  return read(
    `select control_id as "controlId", severity::int as severity, sum(fail)::int as fail, sum(unknown)::int as unknown,
            sum(waived)::int as waived
     from rollup_account where account_id = any(${statement.value(accountIds)}::int[]) group by control_id, severity`,
    statement,
  );
}

/**
 * Counts what no counter is kept for, row by row.
 * @returns null where that takes longer than `milliseconds`
 */
export async function countRows(query: FindingQuery, milliseconds: number): Promise<FindingCount[] | null> {
  const statement = new Statement();
  const ids = statement.value(query.controlIds);
  const failing = (kind: "fail" | "waived") =>
    `select f.control_id, f.severity, ${kind === "fail" ? "1, 0, 0" : "0, 0, 1"} from finding f
     where f.control_id = any(${ids}::smallint[]) and ${findingConditions(statement, query, kind).join(" and ")}`;
  const unknown = unknownConditions(statement, query);
  return readWithin(
    milliseconds,
    `select control_id as "controlId", severity::int as severity, sum(fail)::int as fail, sum(unknown)::int as unknown,
            sum(waived)::int as waived
     from (
       ${failing("fail")}
       union all ${failing("waived")}
       union all
       select u.control_id, o.severity, 0, 1, 0 from unknown_verdict u
       join control o on o.id = u.control_id
       left join finding f on f.resource_id = u.resource_id and f.control_id = u.control_id
       where u.control_id = any(${ids}::smallint[]) ${unknown.map((condition) => `and ${condition}`).join(" ")}
     ) k (control_id, severity, fail, unknown, waived)
     group by control_id, severity`,
    statement,
  );
}

const stopAt = 10_000;

/**
 * Failures that began at a moment or later and still stand.
 * @returns by control; null for more than ten thousand in all: then nobody counts them one by one
 */
export async function countNew(
  query: Pick<FindingQuery, "scope">,
  from: Date,
): Promise<{ controlId: number; n: number }[] | null> {
  const statement = new Statement();
  const conditions = [
    `since >= ${statement.value(from)}`,
    "waiver_id is null",
    "sight_lost_at is null",
    ...inScope(statement, "account_id", query.scope),
  ];
  const rows = await read<{ controlId: number; n: number }>(
    `select control_id as "controlId", count(*)::int as n
     from (select control_id from finding where ${conditions.join(" and ")} limit ${stopAt + 1}) k group by control_id`,
    statement,
  );
  return rows.reduce((sum, { n }) => sum + n, 0) > stopAt ? null : rows;
}
