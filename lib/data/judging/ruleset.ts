import { ParameterSet } from "@/lib/model/parameters";
import { hashOf } from "../inventory/snapshot-hash";
import { pool } from "../pool";

/** What resources are judged by: the versions of the controls, and what the organization chose. */
export type Ruleset = { rulesetId: number; parametersId: number; parameters: ParameterSet };

/**
 * Writes down the controls' versions, unless they are known, and begins with empty parameters where none were chosen.
 * @param versions control id to version
 */
export async function recordRuleset(versions: Readonly<Record<string, number>>, at: Date): Promise<void> {
  await pool().query("insert into ruleset (hash, document, at) values ($1, $2, $3) on conflict (hash) do nothing", [
    hashOf(versions).toString("hex"),
    JSON.stringify(versions),
    at,
  ]);
  const empty = ParameterSet.parse({});
  await pool().query(
    `insert into parameter_set (hash, document, at, by, note)
     select $1, $2, $3, 'system/start', 'The defaults.' where not exists (select from parameter_set)`,
    [hashOf(empty).toString("hex"), JSON.stringify(empty), at],
  );
}

/**
 * @param versions of the controls this process judges by
 * @throws Error when `recordRuleset` was never called for them
 */
export async function currentRuleset(versions: Readonly<Record<string, number>>): Promise<Ruleset> {
  const { rows } = await pool().query<{ ruleset: number; parameters: number; document: unknown }>({
    name: "current_ruleset",
    text: `select r.id as ruleset, p.id as parameters, p.document
           from ruleset r, (select id, document from parameter_set order by id desc limit 1) p where r.hash = $1`,
    values: [hashOf(versions).toString("hex")],
  });
  const row = rows[0];
  if (!row) throw new Error("The controls were not registered: start a worker, or run breakwater doctor.");
  return { rulesetId: row.ruleset, parametersId: row.parameters, parameters: ParameterSet.parse(row.document) };
}
