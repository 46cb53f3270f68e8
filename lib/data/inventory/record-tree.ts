import { moveAccount } from "../ingest/move-account";
import { pool } from "../pool";
import { inTransaction, type Tx } from "../transaction";
import { bumpVersion } from "../version";

/** An OU as Organizations lists it; the root is the one without a parent. Parents come before children. */
export type ListedOu = { awsId: string; parentAwsId: string | null; name: string };

export type ListedAccount = { awsId: string; name: string; email: string | null; ouAwsId: string; state: string };

/** The whole tree, read to the end: what is not in it is no longer there. */
export type ListedTree = { ous: readonly ListedOu[]; accounts: readonly ListedAccount[] };

/**
 * Makes the stored tree what a complete walk found: new OUs and accounts, names, states, moves, and what is gone.
 * @returns `aws_account.id` of every account in the tree, by its twelve digits
 */
export async function recordTree(tree: ListedTree, at: Date, scanId: number | null): Promise<Map<string, number>> {
  const moves = await inTransaction(async (tx) => {
    const ouIds = await recordOus(tx, tree.ous, at);
    await bumpVersion(tx, "inventory");
    return recordAccounts(tx, tree.accounts, ouIds, at);
  });
  for (const move of moves) await moveAccount({ ...move, at, scanId });
  const { rows } = await pool().query<{ id: number; aws_id: string }>(
    "select id, aws_id from aws_account where aws_id = any($1)",
    [tree.accounts.map(({ awsId }) => awsId)],
  );
  return new Map(rows.map(({ id, aws_id }) => [aws_id, id]));
}

async function recordOus(tx: Tx, ous: readonly ListedOu[], at: Date): Promise<Map<string, number>> {
  const known = new Map<string, { id: number; path: string; depth: number }>();
  for (const { awsId, parentAwsId, name } of ous) {
    const parent = parentAwsId === null ? undefined : known.get(parentAwsId);
    if (parentAwsId !== null && !parent) throw new Error(`OU ${awsId} was listed before its parent ${parentAwsId}.`);
    const depth = parent ? parent.depth + 1 : 0;
    const path = parent ? [parent.path, name].filter(Boolean).join(" / ") : "";
    const [row] = await tx.query<{ id: number; added: boolean }>(
      `insert into ou (aws_id, parent_id, name, path, depth, first_seen) values ($1, $2, $3, $4, $5, $6)
       on conflict (aws_id) do update set name = excluded.name, path = excluded.path, retired_at = null
       returning id, (xmax = 0) as added`,
      [awsId, parent?.id ?? null, name, path, depth, at],
    );
    const id = row?.id as number;
    known.set(awsId, { id, path, depth });
    if (row?.added) {
      await tx.query(
        `insert into ou_closure (ancestor_id, descendant_id, depth)
         select $1::int, $1::int, 0 union all
         select ancestor_id, $1, depth + 1 from ou_closure where descendant_id = $2`,
        [id, parent?.id ?? null],
      );
    }
  }
  await tx.query("update ou set retired_at = $2 where retired_at is null and aws_id <> all($1)", [
    [...known.keys()],
    at,
  ]);
  return new Map([...known].map(([awsId, { id }]) => [awsId, id]));
}

/** @returns accounts that are in another OU than before */
async function recordAccounts(
  tx: Tx,
  accounts: readonly ListedAccount[],
  ouIds: ReadonlyMap<string, number>,
  at: Date,
): Promise<{ accountId: number; toOuId: number }[]> {
  const rows = accounts.map((account) => ({ ...account, ouId: ouIds.get(account.ouAwsId) }));
  const moved = await tx.query<{ accountId: number; toOuId: number }>(
    `with listed as (
       select * from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[])
         as l (aws_id, name, email, ou_id, state)
     ),
     before as (select a.id, a.aws_id, a.ou_id from aws_account a join listed using (aws_id)),
     written as (
       insert into aws_account (aws_id, name, email, ou_id, state, first_seen)
       select aws_id, name, email, ou_id, state, $6 from listed
       on conflict (aws_id) do update
       set name = excluded.name, email = excluded.email, state = excluded.state, retired_at = null
     )
     select before.id as "accountId", listed.ou_id as "toOuId"
     from before join listed using (aws_id) where before.ou_id <> listed.ou_id`,
    [
      rows.map(({ awsId }) => awsId),
      rows.map(({ name }) => name),
      rows.map(({ email }) => email),
      rows.map(({ ouId }) => ouId),
      rows.map(({ state }) => state),
      at,
    ],
  );
  // An account that left the organization keeps its history; its resources are out of reach from now on.
  await tx.query("update aws_account set retired_at = $2 where retired_at is null and aws_id <> all($1)", [
    rows.map(({ awsId }) => awsId),
    at,
  ]);
  return moved;
}
