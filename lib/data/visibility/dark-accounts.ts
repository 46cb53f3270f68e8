import { type AccountScope, inScope } from "../account-scope";
import { read, Statement } from "../statement";

/** An account that could not be reached in the last attempt, or was never read. */
export type DarkAccount = {
  id: number;
  awsId: string;
  name: string;
  /** Organizations' State. */
  state: string;
  /** Why it could not be reached, in words; null where nobody has tried yet. */
  unreachable: string | null;
  since: Date | null;
  /** When its facts were last read to the end. */
  collectedAt: Date | null;
};

const dark = "a.retired_at is null and (a.unreachable is not null or a.collected_at is null)";

/** @returns accounts out of sight, by id, from one on */
export async function darkAccounts(
  scope: AccountScope,
  page: { after?: number; limit: number },
): Promise<DarkAccount[]> {
  const statement = new Statement();
  const conditions = [
    dark,
    ...inScope(statement, "a.id", scope),
    ...(page.after === undefined ? [] : [`a.id > ${statement.value(page.after)}::int`]),
  ];
  return read<DarkAccount>(
    `select a.id, a.aws_id as "awsId", a.name, a.state, a.unreachable, a.unreachable_since as since,
            a.collected_at as "collectedAt"
     from aws_account a where ${conditions.join(" and ")} order by a.id limit ${statement.value(page.limit)}`,
    statement,
  );
}

export type Sight = {
  unreachable: number;
  notCollected: number;
  /** Resources a listing that was denied or broken off did not hold. */
  notSeen: number;
  notSeenSince: Date | null;
};

/** @returns how much of the accounts in scope is out of sight */
export async function sightCounts(scope: AccountScope): Promise<Sight> {
  const statement = new Statement();
  const accounts = ["a.retired_at is null", ...inScope(statement, "a.id", scope)];
  const resources = [
    "r.not_seen_since is not null",
    "r.retired_at is null",
    ...inScope(statement, "r.account_id", scope),
  ];
  const [row] = await read<Sight>(
    `select (select count(*) from aws_account a where ${accounts.join(" and ")} and a.unreachable is not null)::int as unreachable,
            (select count(*) from aws_account a where ${accounts.join(" and ")} and a.unreachable is null
               and a.collected_at is null)::int as "notCollected",
            n.n as "notSeen", n.since as "notSeenSince"
     from (select count(*)::int as n, min(r.not_seen_since) as since from resource r where ${resources.join(" and ")}) n`,
    statement,
  );
  return row ?? { unreachable: 0, notCollected: 0, notSeen: 0, notSeenSince: null };
}
