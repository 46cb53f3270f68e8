import { read, Statement } from "../statement";
import { type FindingQuery, unknownConditions } from "./query";
import { type FindingRow, rowColumns, rowJoins } from "./row";

/** A place in the list of unknown verdicts. */
export type UnknownPlace = { controlId: number; accountId: number; resourceId: number };

/** The first unknown verdicts of each control, by account and resource. @param perControl how many rows of each at most */
export async function unknownRowsByControl(query: FindingQuery, perControl: number): Promise<FindingRow[]> {
  return rowsOf(query, query.controlIds, { perControl });
}

/**
 * Unknown verdicts in the order of the query's controls, from a place on.
 * @param limit how many rows at most
 */
export async function unknownRows(
  query: FindingQuery,
  page: { limit: number; after?: UnknownPlace },
): Promise<FindingRow[]> {
  const { limit, after } = page;
  const at = after ? query.controlIds.indexOf(after.controlId) : -1;
  const rest = at < 0 || !after ? [] : await rowsOf(query, [after.controlId], { perControl: limit, limit, after });
  if (rest.length === limit) return rest;
  const left = limit - rest.length;
  return [...rest, ...(await rowsOf(query, query.controlIds.slice(at + 1), { perControl: left, limit: left }))];
}

async function rowsOf(
  query: FindingQuery,
  controlIds: readonly number[],
  page: { perControl: number; limit?: number; after?: UnknownPlace },
): Promise<FindingRow[]> {
  if (controlIds.length === 0) return [];
  const statement = new Statement();
  const conditions = [
    "u.control_id = c.id",
    ...unknownConditions(statement, query),
    ...(page.after ? [after(statement, page.after)] : []),
  ];
  // Evaluated control by control: the outer limit stops the walk, and the joins see only what is shown.
  const rows = await read<Omit<FindingRow, "kind">>(
    `select ${rowColumns} from (
       select k.*, c.place from unnest(${statement.value(controlIds)}::smallint[]) with ordinality as c (id, place)
       cross join lateral (
         select u.control_id, u.resource_id, u.account_id, o.severity, u.since, f.because, u.reason, u.permission,
                f.sight_lost_at, f.assignee_id, f.waiver_id
         from unknown_verdict u
         join control o on o.id = u.control_id
         left join finding f on f.resource_id = u.resource_id and f.control_id = u.control_id
         where ${conditions.join(" and ")}
         order by u.account_id, u.resource_id limit ${statement.value(page.perControl)}
       ) k
       ${page.limit === undefined ? "" : `limit ${statement.value(page.limit)}`}
     ) k ${rowJoins} order by k.place, k.account_id, k.resource_id`,
    statement,
  );
  return rows.map((row) => ({ kind: "unknown", ...row }));
}

const after = (statement: Statement, { accountId, resourceId }: UnknownPlace): string =>
  `(u.account_id, u.resource_id) > (${statement.value(accountId)}::int, ${statement.value(resourceId)}::int)`;
