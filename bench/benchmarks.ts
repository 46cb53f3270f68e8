import type { Bench } from "./bench";
import type { Measurement } from "./measure";

type Benchmark = (bench: Bench) => Promise<Measurement[]> | AsyncIterable<Measurement>;

/** Each benchmark by its name, loaded when it is run. */
const benchmarks = {
  ingest: async () => (await import("./ingest")).ingest,
  rescan: async () => (await import("./rescan")).rescan,
  pages: async () => (await import("./pages")).pages,
  replay: async () => (await import("./replay")).replay,
  judging: async () => (await import("./judging")).judging,
  policy: async () => (await import("./policy")).policy,
} satisfies Record<string, () => Promise<Benchmark>>;

export const benchmarkNames = Object.keys(benchmarks);

/** @returns undefined where no benchmark has the name */
export async function findBenchmark(name: string | undefined): Promise<Benchmark | undefined> {
  if (name === undefined || !Object.hasOwn(benchmarks, name)) return undefined;
  return benchmarks[name as keyof typeof benchmarks]();
}
