import type { ResourceType } from "@/lib/model/resource";
import type { SnapshotEntry } from "@/lib/model/snapshot";
import { type AccountScope, inScope } from "../account-scope";
import { read, Statement } from "../statement";
import { snapshotsIn } from "./snapshots";

/** How many resources of an account have the same answer for one fact; null where they were never judged. */
export type FactEntryCount = { accountId: number; entry: SnapshotEntry | null; n: number };

/**
 * @param fact by its name, as `publicAccessBlock`: one with few values, for every distinct one is a row
 * @returns the answers in scope, by account
 */
export async function factEntries(scope: AccountScope, type: ResourceType, fact: string): Promise<FactEntryCount[]> {
  const statement = new Statement();
  const counted = snapshotsIn(statement, type, scope);
  return read<FactEntryCount>(
    `select k.account_id as "accountId", d.document->${statement.value(fact)}::text as entry, sum(k.n)::int as n
     from (${counted}) k left join fact_snapshot d on d.hash = k.snapshot group by 1, 2`,
    statement,
  );
}

/** What is known of an account and of what its organization makes effective in it; null where it was never judged. */
export type AccountEntries = { accountId: number; policy: SnapshotEntry | null; block: SnapshotEntry | null };

/** @returns a row for every account in scope that is not retired */
export async function accountEntries(scope: AccountScope): Promise<AccountEntries[]> {
  const statement = new Statement();
  const conditions = ["a.retired_at is null", ...inScope(statement, "a.id", scope)];
  return read<AccountEntries>(
    `select a.id as "accountId", d.document->'effectiveS3Policy' as policy,
            d.document->'effectiveAccountPublicAccessBlock' as block
     from aws_account a
     left join resource r on r.account_id = a.id and r.type = 'AWS::Organizations::Account' and r.retired_at is null
     left join resource_state s on s.resource_id = r.id
     left join fact_snapshot d on d.hash = s.snapshot
     where ${conditions.join(" and ")}`,
    statement,
  );
}
