import { type AccountScope, inScope } from "../account-scope";
import type { Counts } from "../posture";
import { read, Statement } from "../statement";

/** A unit or an account with the verdicts of one control, from the counters. */
export type CountedPart = Counts & { awsId: string; name: string };

export type CountedAccount = CountedPart & { unreachable: string | null; ouAwsId: string; ouPath: string };

const sums = ["pass", "fail", "not_applicable", "unknown", "waived", "not_judged"]
  .map((name) => `coalesce(sum(r.${name}), 0)::int as "${name.replace(/_(.)/, (_, c: string) => c.toUpperCase())}"`)
  .join(", ");

/** @returns the units directly below one, by name, with what the control says in each and everything below it */
export async function unitCounts(ouId: number, controlId: number): Promise<CountedPart[]> {
  const statement = new Statement();
  return read<CountedPart>(
    `select o.aws_id as "awsId", o.name, ${sums}
     from ou o left join rollup_ou r on r.ou_id = o.id and r.control_id = ${statement.value(controlId)}
     where o.parent_id = ${statement.value(ouId)} and o.retired_at is null group by o.id order by o.name, o.id`,
    statement,
  );
}

export type AccountPage = { accounts: CountedAccount[]; total: number };

/** @returns the accounts directly in a unit, those where most fails first, then those where most is unknown */
export async function accountsOfUnit(ouId: number, controlId: number, limit: number): Promise<AccountPage> {
  const statement = new Statement();
  return accounts(statement, controlId, [`a.ou_id = ${statement.value(ouId)}`], limit);
}

/** @returns the accounts in scope where the control fails or could not be judged, those where most fails first */
export async function accountsWithGaps(scope: AccountScope, controlId: number, limit: number): Promise<AccountPage> {
  const statement = new Statement();
  const conditions = inScope(statement, "a.id", scope);
  return accounts(statement, controlId, conditions, limit, "having coalesce(sum(r.fail + r.unknown), 0) > 0");
}

async function accounts(
  statement: Statement,
  controlId: number,
  conditions: readonly string[],
  limit: number,
  having = "",
): Promise<AccountPage> {
  const rows = await read<CountedAccount & { total: number }>(
    `select a.aws_id as "awsId", a.name, a.unreachable, o.aws_id as "ouAwsId", o.path as "ouPath", ${sums},
            count(*) over ()::int as total
     from aws_account a join ou o on o.id = a.ou_id
     left join rollup_account r on r.account_id = a.id and r.control_id = ${statement.value(controlId)}
     where ${["a.retired_at is null", ...conditions].join(" and ")}
     group by a.id, o.id ${having}
     order by coalesce(sum(r.fail), 0) desc, coalesce(sum(r.unknown), 0) desc, a.name, a.id
     limit ${statement.value(limit)}`,
    statement,
  );
  return { accounts: rows.map(({ total: _, ...account }) => account), total: rows[0]?.total ?? 0 };
}
