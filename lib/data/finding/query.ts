import { type AccountScope, inScope } from "../account-scope";
import type { Statement } from "../statement";

/** What list, counts and export of findings have in common: which verdicts are asked for. */
export type FindingQuery = {
  scope: AccountScope;
  /** By `control.id`, in the order they are listed. */
  controlIds: readonly number[];
  /** As judged, 0 informational … 4 critical; absent for any. Unknown verdicts count at their control's highest. */
  severities?: readonly number[];
  /** Failing or unknown since this moment or later. */
  from?: Date;
  /** Failing or unknown since before this moment. */
  before?: Date;
  /** A person's id; null for findings of nobody. */
  assigneeId?: string | null;
  /** Resources by name: see `resourcesNamed`. */
  named?: NamedResources;
  /** Only failures that can no longer be read. */
  sightLost?: true;
};

/** Few enough to name each; or so many that the list finds them on its way. */
export type NamedResources = { ids: readonly number[] } | { pattern: string };

/** What a row of the list is. A failure that can no longer be read is unknown, and says what was read last. */
export const findingKinds = ["fail", "unknown", "waived"] as const;

export type FindingKind = (typeof findingKinds)[number];

/** Conditions on `finding f` for one kind of row. */
export function findingConditions(statement: Statement, query: FindingQuery, kind: "fail" | "waived"): string[] {
  return [
    `f.waiver_id is ${kind === "fail" ? "null" : "not null"}`,
    "f.sight_lost_at is null",
    ...(query.sightLost ? ["false"] : []),
    ...(query.severities ? [`f.severity = any(${statement.value(query.severities)}::smallint[])`] : []),
    ...common(statement, query, "f"),
    ...assignee(statement, query),
  ];
}

/** Conditions on `unknown_verdict u left join finding f`. Its control's severity is the caller's business. */
export function unknownConditions(statement: Statement, query: FindingQuery): string[] {
  return [
    ...(query.sightLost ? ["f.sight_lost_at is not null"] : []),
    ...common(statement, query, "u"),
    ...assignee(statement, query),
  ];
}

function common(statement: Statement, query: FindingQuery, table: "f" | "u"): string[] {
  return [
    ...inScope(statement, `${table}.account_id`, query.scope),
    ...(query.from ? [`${table}.since >= ${statement.value(query.from)}`] : []),
    ...(query.before ? [`${table}.since < ${statement.value(query.before)}`] : []),
    ...named(statement, query.named, `${table}.resource_id`),
  ];
}

function assignee(statement: Statement, { assigneeId }: FindingQuery): string[] {
  if (assigneeId === undefined) return [];
  return assigneeId === null ? ["f.assignee_id is null"] : [`f.assignee_id = ${statement.value(assigneeId)}`];
}

function named(statement: Statement, resources: NamedResources | undefined, column: string): string[] {
  if (!resources) return [];
  if ("ids" in resources) return [`${column} = any(${statement.value(resources.ids)}::int[])`];
  return [
    `exists (select from resource n where n.id = ${column} and n.name ilike ${statement.value(resources.pattern)})`,
  ];
}
