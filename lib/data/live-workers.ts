import type { WorkerKind } from "@/lib/jobs/job";
import { workerName } from "@/lib/jobs/worker-name";
import { read, Statement } from "./statement";

const kinds: readonly WorkerKind[] = ["reader", "remediator"];

/** @returns the kinds of workers that are connected to this database now: a killed one's connections are gone with it */
export async function liveWorkers(): Promise<Set<WorkerKind>> {
  const statement = new Statement();
  const rows = await read<{ name: string }>(
    `select distinct application_name as name from pg_stat_activity
     where datname = current_database() and application_name = any(${statement.value(kinds.map(workerName))})`,
    statement,
  );
  return new Set(kinds.filter((kind) => rows.some(({ name }) => name === workerName(kind))));
}
