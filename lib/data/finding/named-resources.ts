import { type AccountScope, inScope } from "../account-scope";
import { read, Statement } from "../statement";
import type { NamedResources } from "./query";

/** With more than these the list meets one soon enough on its way; each of fewer is looked up. */
const fewEnough = 2_000;

/** @returns a pattern for `ilike` that finds the text anywhere, whatever signs it has */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/**
 * Finds the resources whose name holds a text. A list ordered otherwise would walk over everything to meet the few that
 * match; where many match, it meets them soon.
 */
export async function resourcesNamed(scope: AccountScope, text: string): Promise<NamedResources> {
  const statement = new Statement();
  const pattern = containing(text);
  const conditions = [
    `name ilike ${statement.value(pattern)}`,
    "retired_at is null",
    ...inScope(statement, "account_id", scope),
  ];
  const rows = await read<{ id: number }>(
    `select id from resource where ${conditions.join(" and ")} limit ${fewEnough + 1}`,
    statement,
  );
  return rows.length > fewEnough ? { pattern } : { ids: rows.map(({ id }) => id) };
}
