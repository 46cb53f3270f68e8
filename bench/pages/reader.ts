import { pool } from "@/lib/data/pool";
import type { Actor } from "@/lib/services/access/actor";

/** Who reads the pages: someone whose grant is looked up, as a person's is. */
export const reader: Actor = {
  id: "bench",
  name: "Reader",
  email: "reader@bench.invalid",
  grants: [{ role: "viewer", ouId: 1, until: null }],
};

/** A prepared statement on a connection of the process: what a limit is read with. */
export const prepared =
  (name: string, text: string, values: unknown[] = []) =>
  () =>
    pool().query({ name: `limit_${name}`, text, values });

/** Units of every size, by `ou.id`. */
export async function someOus(): Promise<{ id: number; name: string }[]> {
  const { rows } = await pool().query<{ id: number; name: string }>(
    `select distinct on (path) id, coalesce(nullif(path, ''), 'Root') as name from ou
     where path in ('', 'Workloads', 'Workloads / Production', 'Workloads / Production / Team 1', 'Sandbox', 'Security')
     order by path`,
  );
  return rows;
}
