import { read, Statement } from "./statement";

/** What is only ever added to. A table that does not exist yet is none. */
const appendOnly = ["audit_entry", "state_change", "evidence_entry"] as const;

/** @returns the role this process signs in as, and the append-only tables it could rewrite all the same */
export async function rewritable(): Promise<{ role: string; tables: string[] }> {
  const statement = new Statement();
  const [row] = await read<{ role: string; tables: string[] }>(
    `select current_user::text as role, coalesce(array_agg(t.name) filter (
              where to_regclass('public.' || t.name) is not null
                and has_table_privilege('public.' || t.name, 'update, delete, truncate')), '{}') as tables
     from unnest(${statement.value(appendOnly)}::text[]) t (name)`,
    statement,
  );
  return row ?? { role: "", tables: [] };
}
