import { startWorker, type Worker } from "@/collectors/worker";
import { closePool, pool } from "@/lib/data/pool";
import { forgetEnvironment } from "@/lib/platform/env";
import { systemActor } from "@/lib/services/access/actor";
import { startScan } from "@/lib/services/scans/start-scan";
import type { ModelOrgOptions } from "@/model-org/start-model-org";
import { type ModelWorld, startModelWorld } from "./model-world";

/** A model organization, a database and a reader in this process: the pipeline as it runs, without its pages. */
export type TestOrganization = ModelWorld & {
  /** Starts the worker that alone may write to AWS, in this process too. It stops with the rest. */
  startRemediator(): Promise<void>;
  /** Runs a scan to its end. @returns its row */
  scan(input?: Parameters<typeof startScan>[1]): Promise<ScanResult>;
  stop(): Promise<void>;
};

export type ScanResult = { id: number; state: string; because: string | null };

const administrator = systemActor("test");

/** Starts all of it. One at a time in a process: the environment, the pool and the queue are the process's own. */
export async function startTestOrganization(options: ModelOrgOptions = {}): Promise<TestOrganization> {
  const { model, database } = await startModelWorld(options, process.env["BREAKWATER_LOG"] ?? "silent");
  const worker: Worker = await startWorker("reader");
  return {
    model,
    database,
    startRemediator: async () => {
      // A key of its own, as the other process would be given: the reader keeps the one it began with.
      process.env["BREAKWATER_MODEL_KEY"] = model.roles.remediator.accessKeyId;
      forgetEnvironment();
      await startWorker("remediator");
    },
    scan: async (input) => finished((await startScan(administrator, input)).scanId),
    stop: async () => {
      await worker.stop();
      await closePool();
      await model.stop();
      await database.drop();
    },
  };
}

const over = ["complete", "partial", "failed", "cancelled"];

/** Waits for a scan to end, at most two minutes. */
export async function finished(scanId: number): Promise<ScanResult> {
  for (const began = Date.now(); Date.now() - began < 120_000; ) {
    const { rows } = await pool().query<ScanResult>("select id, state, because from scan where id = $1", [scanId]);
    const [row] = rows;
    if (row && over.includes(row.state)) return row;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Scan ${scanId} did not end within two minutes.`);
}
