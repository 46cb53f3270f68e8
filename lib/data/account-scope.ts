import { read, Statement } from "./statement";

/**
 * The accounts a reader may see, by `aws_account.id`. `all` where the whole organization is in scope: then no query
 * has to compare accounts.
 */
export type AccountScope = "all" | readonly number[];

/** @returns the accounts in the OUs and everything below them, retired ones included: what they left behind is theirs */
export async function accountsUnder(ouIds: readonly number[]): Promise<AccountScope> {
  const statement = new Statement();
  const rows = await read<{ id: number | null; whole: boolean }>(
    `select a.id, false as whole
     from (select distinct descendant_id from ou_closure where ancestor_id = any(${statement.value(ouIds)})) o
     join aws_account a on a.ou_id = o.descendant_id
     union all
     select null, true from ou where parent_id is null and id = any($1)
     order by 1`,
    statement,
  );
  if (rows.some(({ whole }) => whole)) return "all";
  return rows.flatMap(({ id }) => (id === null ? [] : [id]));
}

/** @returns the accounts of both */
export function withinScope(scope: AccountScope, accountIds: readonly number[]): AccountScope {
  if (scope === "all") return accountIds;
  const inScope = new Set(scope);
  return accountIds.filter((id) => inScope.has(id));
}

/** @returns SQL that holds for the accounts in scope */
export const inScope = (statement: Statement, column: string, scope: AccountScope): string[] =>
  scope === "all" ? [] : [`${column} = any(${statement.value(scope)}::int[])`];
