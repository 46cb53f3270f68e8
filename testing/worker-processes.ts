import { fileURLToPath } from "node:url";
import { closePool, pool } from "@/lib/data/pool";
import { closeQueue } from "@/lib/data/queue";
import type { ModelOrgOptions } from "@/model-org/start-model-org";
import { type Child, startChild, stopChild } from "@/scripts/child";
import { type ModelWorld, startModelWorld } from "./model-world";

/** A model organization and a database, and readers as processes of their own: they can be killed. */
export type WorkerProcesses = ModelWorld & {
  /** Starts a reader and waits until it takes jobs. It stops with the rest. */
  start(...args: string[]): Promise<Child>;
  stop(): Promise<void>;
};

const root = fileURLToPath(new URL("..", import.meta.url));

/** Starts the model organization and the database; no worker yet. One at a time in a process. */
export async function workerProcesses(options: ModelOrgOptions = {}): Promise<WorkerProcesses> {
  const { model, database } = await startModelWorld(options, "silent");
  const children: Child[] = [];
  return {
    model,
    database,
    start: async (...args) => {
      const child = await startChild({
        name: "The reader",
        command: process.execPath,
        args: ["--import", "tsx", `${root}collectors/main.ts`, "--kind", "reader", ...args],
        cwd: root,
        env: process.env,
        log: () => {},
      });
      children.push(child);
      return child;
    },
    stop: async () => {
      // A frozen one hears nothing but this.
      for (const child of children) child.process.kill("SIGCONT");
      await Promise.all(children.map((child) => stopChild(child)));
      await closeQueue();
      await closePool();
      await model.stop();
      await database.drop();
    },
  };
}

/** A job as the queue has it. */
export type QueuedJob = { id: string; name: string; state: string; attempts: number; startedAt: Date | null };

/** @returns the jobs of the readers, the queue's own left out */
export async function queuedJobs(state?: string): Promise<QueuedJob[]> {
  const { rows } = await pool().query<QueuedJob>(
    `select id, name, state::text, retry_count as attempts, started_on as "startedAt" from pgboss.job
     where name not like '\\_\\_%' and name <> 'tend' and name not like '%-dead' and ($1::text is null or state::text = $1)`,
    [state ?? null],
  );
  return rows;
}
