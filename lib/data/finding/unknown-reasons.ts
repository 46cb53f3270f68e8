import { type AccountScope, inScope } from "../account-scope";
import { read, Statement } from "../statement";

export type UnknownReasonCount = { reason: string; permission: string | null; n: number };

/** @returns why verdicts of a control are unknown in scope, the most frequent first */
export async function unknownReasons(controlId: number, scope: AccountScope): Promise<UnknownReasonCount[]> {
  const statement = new Statement();
  const conditions = [
    `control_id = ${statement.value(controlId)}::smallint`,
    ...inScope(statement, "account_id", scope),
  ];
  return read<UnknownReasonCount>(
    `select reason, permission, count(*)::int as n from unknown_verdict
     where ${conditions.join(" and ")} group by reason, permission order by n desc, reason, permission`,
    statement,
  );
}
