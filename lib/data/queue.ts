import { type JobWithMetadata, PgBoss } from "pg-boss";
import type { z } from "zod";
import type { Job } from "@/lib/jobs/job";
import { databaseUrl } from "./pool";
import type { Tx } from "./transaction";

/**
 * pg-boss over the same database, in a schema of its own. A killed worker's job is taken over within 45 s: its
 * heartbeat is missed after 15 s and looked for every 10 s.
 */
const heartbeatSeconds = 15;
const lookEverySeconds = 10;

let current: { boss: PgBoss; works: boolean; queues: Map<string, Promise<void>> } | undefined;

export type QueueOptions = {
  connectionString: string;
  /** `sender` only enqueues; `worker` takes jobs, looks for dead workers and keeps the schedules. */
  role: "sender" | "worker";
  /** What the connections are called in the database: how others see that a worker is alive. */
  name: string;
  onError(error: Error): void;
};

/**
 * Opens the queue of this process; installs its schema where it is not there. Opening it twice is opening it once; one
 * that only sent is opened anew for a worker.
 */
export async function openQueue(options: QueueOptions): Promise<void> {
  const works = options.role === "worker";
  if (current && (current.works || !works)) return;
  await closeQueue();
  const boss = new PgBoss({
    connectionString: options.connectionString,
    application_name: options.name,
    max: works ? 6 : 2,
    supervise: works,
    schedule: works,
    superviseIntervalSeconds: lookEverySeconds,
    monitorIntervalSeconds: lookEverySeconds,
    useListenNotify: works,
  });
  boss.on("error", options.onError);
  await boss.start();
  current = { boss, works, queues: new Map() };
}

/** Less than what container runtimes give a process that was asked to end. */
const drainMs = 8000;

/** Stops taking jobs, waits for those under way, hands back what takes longer, and closes the connections. */
export async function closeQueue(waitMs = drainMs): Promise<void> {
  const closing = current;
  current = undefined;
  await closing?.boss.stop({ graceful: true, timeout: waitMs });
}

const opened = () => {
  if (!current) throw new Error("The queue is not open.");
  return current;
};

/** A process that only enqueues opens the queue with its first job, over the database it uses. */
async function openToSend(): Promise<void> {
  if (current) return;
  opening ??= openQueue({
    connectionString: databaseUrl(),
    role: "sender",
    name: "breakwater-sender",
    onError: () => {},
  });
  try {
    await opening;
  } finally {
    opening = undefined;
  }
}

let opening: Promise<void> | undefined;

/** Retries fall due without a notice: they are looked for every other second. */
const polling = { batchSize: 1, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 2 } as const;

const deadLetterOf = (name: string): string => `${name}-dead`;

async function ensureQueue(job: Job): Promise<void> {
  const { boss, queues } = opened();
  let made = queues.get(job.name);
  if (!made) {
    made = (async () => {
      await boss.createQueue(deadLetterOf(job.name), { notify: true });
      await boss.createQueue(job.name, {
        policy: "standard",
        heartbeatSeconds,
        expireInSeconds: 6 * 3600,
        retryLimit: job.retries ?? 4,
        retryDelay: 2,
        retryBackoff: true,
        retryDelayMax: 120,
        deadLetter: deadLetterOf(job.name),
        notify: true,
      });
    })();
    queues.set(job.name, made);
  }
  await made;
}

export type EnqueueOptions = {
  /** Enqueued when this transaction commits, and not if it does not. */
  tx?: Tx;
  /** At most one job with this key waits at a time. */
  key?: string;
  /** Not before then. */
  after?: Date;
};

/**
 * Hands a job to whichever worker takes it.
 * @returns its id; null where one with the same key waits already
 * @throws ZodError for a payload the job does not know
 */
export async function enqueue<P extends z.ZodType>(
  job: Job<P>,
  payload: z.infer<P>,
  options: EnqueueOptions = {},
): Promise<string | null> {
  await openToSend();
  await ensureQueue(job);
  const { tx } = options;
  return opened().boss.send(job.name, job.payload.parse(payload) as object, {
    ...(tx ? { db: { executeSql: (text: string, values?: unknown[]) => tx.executeSql(text, values) } } : {}),
    ...(options.key ? { singletonKey: options.key, singletonSeconds: 5 } : {}),
    ...(options.after ? { startAfter: options.after } : {}),
  });
}

export type JobContext = {
  /** Aborts when the job expired or the worker stops. */
  signal: AbortSignal;
  /** 0 for the first attempt. */
  attempt: number;
};

/**
 * Works on the jobs of a queue. What a handler throws is retried with growing waits; what failed every time goes to
 * the dead letter queue, where `lost` is told.
 */
export async function workOn<P extends z.ZodType>(
  job: Job<P>,
  handle: (payload: z.infer<P>, context: JobContext) => Promise<void>,
  lost: (payload: z.infer<P>, error: string) => Promise<void>,
): Promise<void> {
  await ensureQueue(job);
  const { boss } = opened();
  for (let i = 0; i < job.concurrency; i++) {
    let worker = "";
    worker = await boss.work<object>(job.name, polling, async (jobs) => {
      for (const one of jobs) {
        await handle(job.payload.parse(one.data), { signal: one.signal, attempt: one.retryCount });
      }
      // Looks for the next one at once: a notice of new jobs wakes a worker for one of them only.
      boss.notifyWorker(worker);
    });
  }
  const takeLost = async (jobs: JobWithMetadata[]): Promise<void> => {
    for (const one of jobs) await lost(job.payload.parse(one.data), reasonOf(one.sourceOutput));
  };
  await boss.work(deadLetterOf(job.name), { batchSize: 1, includeMetadata: true, pollingIntervalSeconds: 5 }, takeLost);
}

function reasonOf(output: unknown): string {
  if (typeof output === "object" && output !== null && "message" in output) return String(output.message);
  return "It was given up after several attempts.";
}

/** Puts a schedule in place; replaces the one with the same key. @throws Error for a cron expression nobody can read */
export async function schedule<P extends z.ZodType>(
  job: Job<P>,
  payload: z.infer<P>,
  when: { cron: string; timeZone: string; key: string },
): Promise<void> {
  await openToSend();
  await ensureQueue(job);
  await opened().boss.schedule(job.name, when.cron, job.payload.parse(payload) as object, {
    tz: when.timeZone,
    key: when.key,
  });
}

export async function unschedule(job: Job, key: string): Promise<void> {
  await openToSend();
  await ensureQueue(job);
  await opened().boss.unschedule(job.name, key);
}
