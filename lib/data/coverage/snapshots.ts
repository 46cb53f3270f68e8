import type { ResourceType } from "@/lib/model/resource";
import { type AccountScope, inScope } from "../account-scope";
import type { Statement } from "../statement";

/**
 * The resources of a type in scope, counted by account and by the snapshot their verdicts were judged on: facts are
 * then read once for each distinct configuration, not once for each resource. The snapshot is null for what was never
 * judged.
 * @returns SQL with the columns account_id, snapshot, n
 */
export function snapshotsIn(statement: Statement, type: ResourceType, scope: AccountScope): string {
  const conditions = [
    `r.type = ${statement.value(type)}`,
    "r.retired_at is null",
    ...inScope(statement, "r.account_id", scope),
  ];
  return `select r.account_id, s.snapshot, count(*)::int as n
          from resource r left join resource_state s on s.resource_id = r.id
          where ${conditions.join(" and ")} group by r.account_id, s.snapshot`;
}
