import { afterAll, beforeAll, expect, test } from "vitest";
import { recount } from "@/lib/data/ingest/recount";
import { systemActor } from "@/lib/services/access/actor";
import { startScan } from "@/lib/services/scans/start-scan";
import type { Child } from "@/scripts/child";
import { finished } from "@/testing/organization";
import { until } from "@/testing/until";
import { type QueuedJob, queuedJobs, type WorkerProcesses, workerProcesses } from "@/testing/worker-processes";

let processes: WorkerProcesses;
let scanId: number;

beforeAll(async () => {
  processes = await workerProcesses();
}, 60_000);

afterAll(async () => {
  await processes?.stop();
}, 60_000);

/** Lets every call take its time, and starts a worker that is in the middle of several accounts then. */
async function atWork(milliseconds: number): Promise<{ worker: Child; held: QueuedJob[] }> {
  processes.model.faults.add({ id: "slow", service: "S3", effect: { kind: "latency", milliseconds } });
  const worker = await processes.start();
  scanId ??= (await startScan(systemActor("test"))).scanId;
  const held = await until("account being collected", 30, async () => {
    const active = (await queuedJobs("active")).filter(({ name }) => name.startsWith("collect-"));
    return active.length >= 4 ? active : undefined;
  });
  return { worker, held };
}

const statesOf = async (jobs: readonly QueuedJob[]): Promise<(string | undefined)[]> => {
  const now = new Map((await queuedJobs()).map((job) => [job.id, job.state]));
  return jobs.map(({ id }) => now.get(id));
};

/** @returns its exit code and how long it took to end, in milliseconds */
async function endedBy(signal: "SIGTERM" | "SIGINT", worker: Child): Promise<{ code: number | null; took: number }> {
  const began = Date.now();
  worker.process.kill(signal);
  return { code: await worker.stopped, took: Date.now() - began };
}

test("SIGTERM lets the jobs in hand end, takes no other, and exits with 0", async () => {
  const { worker, held } = await atWork(400);
  expect((await endedBy("SIGTERM", worker)).code).toBe(0);
  expect(await queuedJobs("active")).toEqual([]);
  expect(new Set(await statesOf(held))).toEqual(new Set(["completed"]));
  expect((await queuedJobs("created")).length).toBeGreaterThan(0);
});

test("SIGINT hands back what takes longer than ten seconds, and exits with 0 before anyone loses patience", async () => {
  const { worker, held } = await atWork(15_000);
  const { code, took } = await endedBy("SIGINT", worker);
  expect(code).toBe(0);
  expect(took).toBeLessThan(15_000);
  expect(await queuedJobs("active")).toEqual([]);
  // An account without the role is over at once; the others wait for AWS.
  const states = await statesOf(held);
  expect(states.filter((state) => state !== "completed" && state !== "retry")).toEqual([]);
  expect(states).toContain("retry");
});

test("the next worker ends the scan that two have left", async () => {
  processes.model.faults.remove("slow");
  await processes.start();
  expect(await finished(scanId)).toMatchObject({ state: "partial", because: null });
  expect((await queuedJobs()).filter(({ state }) => state !== "completed")).toEqual([]);
  expect(await recount()).toEqual([]);
});
