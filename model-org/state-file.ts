import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { PastState } from "./past/past";
import type { Changes, World } from "./world/world";

type Kept = { seed: string; partition?: string; changes: Changes; past?: PastState };

/** Dates inside of configurations are marked, so that they come back as dates. */
const marked = function (this: unknown, key: string, value: unknown): unknown {
  const given = (this as Record<string, unknown>)[key];
  return given instanceof Date ? { $date: given.toISOString() } : value;
};

const unmarked = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && "$date" in value ? new Date(String(value.$date)) : value;

/**
 * Puts back what an earlier run of the same seed and partition changed.
 * @returns where its past had come to; undefined where there is nothing to go on with
 * @throws Error for a file that is no state of a model organization: it may be something else's, and is not written over
 */
export function restoreState(world: World, file: string): PastState | undefined {
  if (!existsSync(file)) return undefined;
  const kept = readKept(file);
  const { seed, partition } = world.options;
  if (kept.seed !== seed || (kept.partition ?? "aws") !== partition) return undefined;
  world.restore(kept.changes);
  return kept.past;
}

function readKept(file: string): Kept {
  try {
    const kept = JSON.parse(readFileSync(file, "utf8"), unmarked) as Partial<Kept> | null;
    if (typeof kept?.seed === "string" && typeof kept.changes === "object") return kept as Kept;
  } catch {
    // Said below: what the parser found wrong helps nobody.
  }
  throw new Error(`${file} is not the state of a model organization. Delete it to begin anew, or name another.`);
}

/**
 * Keeps what was changed in a file, so that a restart keeps what was remediated. Written whole and renamed: a kill
 * leaves the old one or the new one.
 * @returns writes at once what is still to be written
 */
export function keepState(world: World, file: string, past: () => PastState | undefined): () => void {
  let waiting: NodeJS.Timeout | undefined;
  const write = () => {
    clearTimeout(waiting);
    waiting = undefined;
    const { seed, partition } = world.options;
    const kept = { seed, partition, changes: world.changes, past: past() };
    writeFileSync(`${file}.new`, JSON.stringify(kept, marked), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  const flush = () => {
    if (waiting) write();
  };
  world.onChange = () => {
    waiting ??= setTimeout(write, 250);
  };
  process.on("exit", flush);
  return flush;
}
