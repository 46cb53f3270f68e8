import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { closeQueue, openQueue, schedule, workOn } from "@/lib/data/queue";
import type { WorkerKind } from "@/lib/jobs/job";
import { tend } from "@/lib/jobs/tend";
import { workerName } from "@/lib/jobs/worker-name";
import { connect } from "@/lib/platform/database";
import { environment } from "@/lib/platform/env";
import { AppError, messageOf } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { inTimeOfScan } from "@/lib/services/replay/in-time-of-scan";
import { claimWorld } from "@/lib/services/setup/claim-world";
import { registerCatalogue } from "@/lib/services/setup/register-catalogue";
import { Aws } from "./runtime/aws";
import type { Handler } from "./runtime/handler";

const folder = path.join(import.meta.dirname, "jobs");

async function handlers(kind: WorkerKind): Promise<Handler[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const loaded = await Promise.all(
    files.map(async (file) => (await import(pathToFileURL(path.join(folder, file)).href)) as { default: Handler }),
  );
  return loaded.map(({ default: handler }) => handler).filter(({ job }) => job.kind === kind);
}

/** A worker at work. */
export type Worker = {
  /** Takes no new job, waits for those under way, and closes its connections. */
  stop(): Promise<void>;
  /** What its jobs reach AWS with. */
  aws: Aws;
};

/**
 * Starts a worker of a kind in this process: registers the catalogue, claims the database for its world, and takes jobs.
 * @throws AppError for an environment that cannot be used, or a database of another world
 */
export async function startWorker(kind: WorkerKind): Promise<Worker> {
  const env = environment();
  await connect();
  if (env.aws === "model") await claimWorld({ kind: "model", identity: env.modelSeed ?? "aldermoor" });
  await registerCatalogue();
  const connectionString = env.databaseUrl;
  if (connectionString === undefined) throw new AppError("invalid", "No database is named: set DATABASE_URL.");
  await openQueue({
    connectionString,
    role: "worker",
    name: workerName(kind),
    onError: (error) => log().error({ error: messageOf(error) }, "the queue had an error"),
  });
  const aws = new Aws(env);
  for (const { job, handle, lost } of await handlers(kind)) {
    await workOn(
      job,
      async (payload, context) => {
        log().debug({ job: job.name, payload, attempt: context.attempt }, "job");
        try {
          await inTimeOfScan(payload, () => handle(payload, { ...context, aws }));
        } catch (error) {
          log().warn({ job: job.name, payload, attempt: context.attempt, error: messageOf(error) }, "a job failed");
          throw error;
        }
      },
      (payload, error) => inTimeOfScan(payload, () => lost(payload, error)),
    );
  }
  if (kind === "reader") await schedule(tend, {}, { cron: "*/5 * * * *", timeZone: "UTC", key: "tend" });
  return { stop: () => closeQueue(), aws };
}
