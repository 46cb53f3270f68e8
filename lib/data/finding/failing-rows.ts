import { read, Statement } from "../statement";
import { type FindingQuery, findingConditions } from "./query";
import { type FindingRow, rowColumns, rowJoins } from "./row";

/** A place in the list: the row after which it goes on. */
export type FailingPlace = { severity: number; since: Date; resourceId: number; controlId: number };

type Kind = "fail" | "waived";

const columns = `f.control_id, f.resource_id, f.account_id, f.severity, f.since, f.because, null::text as reason,
  null::text as permission, f.sight_lost_at, f.assignee_id, f.waiver_id`;

/**
 * Failures, the most severe first and among these the newest, from a place on. Any page costs what the first costs.
 * @param limit how many rows at most
 */
export async function failingRows(
  query: FindingQuery,
  kind: Kind,
  page: { limit: number; after?: FailingPlace },
): Promise<FindingRow[]> {
  const statement = new Statement();
  const conditions = [
    ...findingConditions(statement, query, kind),
    `f.control_id = any(${statement.value(query.controlIds)}::smallint[])`,
    ...(page.after ? [after(statement, page.after)] : []),
  ];
  const order = (table: string) =>
    `${table}.severity desc, ${table}.since desc, ${table}.resource_id desc, ${table}.control_id desc`;
  const rows = await read<Omit<FindingRow, "kind">>(
    `select ${rowColumns} from (
       select ${columns} from finding f where ${conditions.join(" and ")}
       order by ${order("f")} limit ${statement.value(page.limit)}
     ) k ${rowJoins} order by ${order("k")}`,
    statement,
  );
  return rows.map((row) => ({ kind, ...row }));
}

/** The first failures of each control: a list in groups. @param perControl how many rows of each at most */
export async function failingRowsByControl(query: FindingQuery, kind: Kind, perControl: number): Promise<FindingRow[]> {
  const statement = new Statement();
  const conditions = findingConditions(statement, query, kind);
  const order = (table: string) => `${table}.severity desc, ${table}.since desc, ${table}.resource_id desc`;
  const rows = await read<Omit<FindingRow, "kind">>(
    `select ${rowColumns} from unnest(${statement.value(query.controlIds)}::smallint[]) with ordinality as c (id, place)
     cross join lateral (
       select ${columns} from finding f where f.control_id = c.id and ${conditions.join(" and ")}
       order by ${order("f")} limit ${statement.value(perControl)}
     ) k ${rowJoins} order by c.place, ${order("k")}`,
    statement,
  );
  return rows.map((row) => ({ kind, ...row }));
}

const after = (statement: Statement, { severity, since, resourceId, controlId }: FailingPlace): string =>
  `(f.severity, f.since, f.resource_id, f.control_id) <
   (${statement.value(severity)}::smallint, ${statement.value(since)}::timestamptz, ${statement.value(resourceId)}::int,
    ${statement.value(controlId)}::smallint)`;
