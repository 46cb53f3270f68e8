import { pool } from "../pool";

/** An account as it stands. */
export type AccountNow = {
  id: number;
  awsId: string;
  ouId: number;
  state: string;
  /** When it was last read to the end; null where it never was. */
  collectedAt: Date | null;
  /** Why it could not be reached in the last attempt; null when it could. */
  unreachable: string | null;
};

/** @returns the accounts that are in the organization, by their ids */
export async function accountsNow(): Promise<AccountNow[]> {
  const { rows } = await pool().query<AccountNow>(
    `select id, aws_id as "awsId", ou_id as "ouId", state, collected_at as "collectedAt", unreachable
     from aws_account where retired_at is null order by id`,
  );
  return rows;
}

/** @returns the accounts of resources, and whether one of them is the organization itself */
export async function placesOf(
  resourceIds: readonly number[],
): Promise<{ accountIds: number[]; organization: boolean }> {
  const { rows } = await pool().query<{ accountId: number; type: string }>(
    `select distinct account_id as "accountId", type from resource where id = any($1)`,
    [resourceIds],
  );
  return {
    accountIds: [...new Set(rows.map(({ accountId }) => accountId))],
    organization: rows.some(({ type }) => type === "AWS::Organizations::Organization"),
  };
}
