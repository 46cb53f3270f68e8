import { parseArgs } from "node:util";
import { closePool } from "@/lib/data/pool";
import type { WorkerKind } from "@/lib/jobs/job";
import { isAppError, messageOf } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { systemActor } from "@/lib/services/access/actor";
import { startFirstScan } from "@/lib/services/setup/first-scan";
import { type Following, followChanges } from "./follow-changes";
import { startWorker, type Worker } from "./worker";

/** The worker process: `npm run worker -- --kind reader|remediator`. SIGTERM drains it; exit code 1 for a start that failed. */
const { values } = parseArgs({
  options: { kind: { type: "string", default: "reader" }, "first-scan": { type: "boolean", default: false } },
  strict: false,
});
const kind = values.kind;

if (kind !== "reader" && kind !== "remediator") {
  process.stderr.write("Say which worker: --kind reader, or --kind remediator.\n");
  process.exit(2);
}

let worker: Worker | undefined;
let following: Following | undefined;
let stopping = false;

async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log().info({ signal }, "draining");
  await following?.stop();
  await worker?.stop();
  await closePool();
  process.exit(0);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop(signal));
// Started by npm start, it ends with it, however that ends.
process.on("disconnect", () => void stop("disconnect"));

async function start(of: WorkerKind): Promise<void> {
  try {
    worker = await startWorker(of);
    if (of === "reader") {
      const first = values["first-scan"] === true;
      following = await followChanges(worker.aws, first);
      if (first) await startFirstScan(systemActor("start"));
    }
    process.stdout.write(`${JSON.stringify({ ready: true, worker: of, pid: process.pid })}\n`);
  } catch (error) {
    process.stderr.write(`${isAppError(error) ? error.message : `The worker does not start: ${messageOf(error)}`}\n`);
    process.exit(1);
  }
}

await start(kind);
