import { callsOf } from "./calls";
import { documentOf } from "./documents";
import { Random } from "./random";

/** A document that something could not take. The seed and the number draw it again. */
export type Failure = { seed: number; number: number; call: string; what: string; document: string };

export type Report = {
  documents: number;
  calls: number;
  /** The slowest that each call ever was, in milliseconds, slowest first. */
  slowest: readonly { call: string; ms: number; number: number; bytes: number }[];
  failures: readonly Failure[];
};

export type FuzzOptions = {
  seed: number;
  /** The first document to draw. */
  from?: number;
  documents?: number;
  /** Stops after so many milliseconds. */
  ms?: number;
  /** What a call may take, in milliseconds. */
  limit?: number;
  /** Milliseconds of this process, where others keep the machine busy. */
  clock?: () => number;
  /** The share of crowded policies, which take the longest. */
  crowds?: number;
  /** What is done with each. */
  calls?: typeof callsOf;
};

const mostFailures = 20;

/**
 * Does everything there is to do with documents of every shape: nothing may throw, take longer than a second, or
 * answer the same question in two ways.
 */
export function fuzz(options: FuzzOptions): Report {
  const { seed, from = 0, documents = Infinity, ms = Infinity, limit = 1_000, crowds } = options;
  const { clock = () => performance.now(), calls: drawn = callsOf } = options;
  const ends = performance.now() + ms;
  const slowest = new Map<string, { call: string; ms: number; number: number; bytes: number }>();
  const failures: Failure[] = [];
  let [number, calls] = [from, 0];
  for (; number < from + documents && performance.now() < ends && failures.length < mostFailures; number++) {
    const random = new Random(Math.imul(seed, 0x9e3779b1) ^ number);
    const document = documentOf(random, crowds);
    const fail = (call: string, what: string) => failures.push({ seed, number, call, what, document });
    let all: ReturnType<typeof callsOf>;
    try {
      all = drawn(document, random);
    } catch (error) {
      fail("to prepare", told(error));
      continue;
    }
    for (const { name, run } of all) {
      calls++;
      const [first, second] = [timed(run, clock), timed(run, clock)];
      // Whatever else the machine does can slow one of two down.
      const took = Math.min(first.ms, second.ms);
      if (took > (slowest.get(name)?.ms ?? 0))
        slowest.set(name, { call: name, ms: took, number, bytes: document.length });
      if ("error" in first) fail(name, told(first.error));
      else if ("error" in second || first.answer !== second.answer) fail(name, "It does not answer the same twice.");
      else if (took > limit) fail(name, `It took ${Math.round(took)} ms.`);
    }
  }
  return { documents: number - from, calls, slowest: [...slowest.values()].sort((a, b) => b.ms - a.ms), failures };
}

type Timed = { ms: number } & ({ answer: string } | { error: unknown });

function timed(run: () => unknown, clock: () => number): Timed {
  const began = clock();
  try {
    const found = run();
    return { ms: clock() - began, answer: written(found) };
  } catch (error) {
    return { ms: clock() - began, error };
  }
}

const written = (found: unknown): string =>
  JSON.stringify(found, (_key, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value instanceof Map || value instanceof Set ? [...value] : value,
  ) ?? "undefined";

const told = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message).slice(0, 800) : String(error);
