import { type AccountScope, inScope } from "../account-scope";
import { read, Statement } from "../statement";
import { unread } from "./counted";

/** What became of an account in a scan. */
export type ScannedAccount = {
  accountId: number;
  awsId: string;
  name: string;
  state: "planned" | "collecting" | "collected" | "judged" | "unreachable" | "skipped" | "failed";
  /** Whether its buckets were listed to the end. */
  listed: boolean;
  resources: number;
  collected: number;
  judged: number;
  asked: number;
  answered: number;
  denied: number;
  throttled: number;
  otherUnknown: number;
  calls: number;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** Why it could not be reached, and the permission that is missing. */
  reason: string | null;
  permission: string | null;
};

/**
 * The accounts of a scan in the order of their ids, from one on.
 * @param page.unread only those of which not everything was read
 */
export async function scannedAccounts(
  scanId: number,
  scope: AccountScope,
  page: { after?: number; limit: number; unread: boolean },
): Promise<ScannedAccount[]> {
  const statement = new Statement();
  const conditions = [
    `a.scan_id = ${statement.value(scanId)}::int`,
    ...inScope(statement, "a.account_id", scope),
    ...(page.after === undefined ? [] : [`a.account_id > ${statement.value(page.after)}::int`]),
    ...(page.unread ? [unread] : []),
  ];
  return read<ScannedAccount>(
    `select a.account_id as "accountId", o.aws_id as "awsId", o.name, a.state, a.listed, a.resources, a.collected, a.judged,
            a.asked, a.answered, a.denied, a.throttled, a.other_unknown as "otherUnknown", a.calls,
            a.started_at as "startedAt", a.finished_at as "finishedAt", a.reason, a.permission
     from scan_account a join aws_account o on o.id = a.account_id
     where ${conditions.join(" and ")} order by a.account_id limit ${statement.value(page.limit)}`,
    statement,
  );
}
