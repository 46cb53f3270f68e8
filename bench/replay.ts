import { fileURLToPath } from "node:url";
import { openModelQueue } from "@/collectors/events/change-queue";
import { beginReplay } from "@/collectors/replay/begin";
import { scanFirstDay } from "@/collectors/replay/first-day";
import { ModelClock } from "@/collectors/replay/model-clock";
import { replayDays } from "@/collectors/replay/replay-past";
import { collectorsFor } from "@/collectors/runtime/collectors";
import { exchanging } from "@/collectors/runtime/exchange";
import { startWorker } from "@/collectors/worker";
import { connect } from "@/lib/platform/database";
import { setVariables } from "@/lib/platform/env";
import { type Child, startChild, stopChild } from "@/scripts/child";
import type { Bench } from "./bench";
import { exact, type Measurement, ofRounds } from "./measure";
import { cpuPerCall } from "./replay/cpu-per-call";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The model organization as `npm start` has it, and a past of a few days for a quick look. */
const whole = { accounts: 60, buckets: 2_000, days: 90 };
const small = { accounts: 12, buckets: 400, days: 5 };

/**
 * The past of the model organization, replayed as on a first start: calls for each thing that changed, against reading
 * every fact of a bucket; CPU for each call, against the same requests signed by hand; changes stored in a second.
 */
export async function* replay(bench: Bench): AsyncIterable<Measurement> {
  const { accounts, buckets, days } = bench.resources < whole.buckets ? small : whole;
  const model = await startModel({ accounts, buckets, days, seed: `bench-${bench.seed}` });
  const { url, controlUrl, seed, roles } = model.ready as Ready;
  setVariables({
    DATABASE_URL: bench.url,
    BREAKWATER_AWS: "model",
    BREAKWATER_MODEL_URL: url,
    BREAKWATER_MODEL_CONTROL_URL: controlUrl,
    BREAKWATER_MODEL_SEED: seed,
    BREAKWATER_MODEL_KEY: roles.reader.accessKeyId,
    BREAKWATER_LOG: "error",
  });
  await connect();
  const worker = await startWorker("reader");
  try {
    const { aws } = worker;
    const { signal } = new AbortController();
    const clock = new ModelClock(controlUrl);
    const begun = await beginReplay(clock, days);
    if (!begun) throw new Error("The model organization has no past.");
    const first = performance.now();
    await scanFirstDay(begun, signal);
    const scanned = (performance.now() - first) / 1000;
    const queue = await openModelQueue(aws);
    const { replayed, calls } = await exchanging(async (exchange) => {
      const replayed = await replayDays({ aws, clock, queue, signal });
      return { replayed, calls: exchange.calls };
    });
    const of = `${replayed.days} days, ${accounts} accounts, ${buckets} buckets, ${replayed.events} events, ${replayed.hints} readings`;
    const facts = (await collectorsFor("AWS::S3::Bucket")).length;
    yield exact(
      "replay.calls",
      "calls a changed resource",
      calls / replayed.hints,
      facts,
      `${of}; limit: the facts of a bucket`,
    );
    yield exact("replay.changes", "changes/s", replayed.hints / replayed.seconds, null, of);
    yield exact("replay.first_day", "s", scanned, null, `the full scan it begins with, ${buckets} buckets`);
    yield exact("replay.whole", "s", scanned + replayed.seconds, null, of);
    const measured = await cpuPerCall(aws, url, bench.repeats);
    yield ofRounds(
      "replay.cpu",
      "ms CPU a call",
      measured,
      "GetBucketVersioning through the SDK; limit: the same request signed by hand over Node's own HTTP",
    );
  } finally {
    await worker.stop();
    await stopChild(model);
  }
}

type Ready = { url: string; controlUrl: string; seed: string; roles: { reader: { accessKeyId: string } } };

const startModel = (options: Record<string, string | number>): Promise<Child> =>
  startChild({
    name: "The model organization",
    command: process.execPath,
    args: [
      "--import",
      "tsx",
      `${root}model-org/main.ts`,
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ],
    cwd: root,
    env: {},
    log: () => {},
  });
