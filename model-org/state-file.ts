import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { PastState } from "./past/past";
import type { Changes, World } from "./world/world";

type Kept = { seed: string; changes: Changes; past?: PastState };

/** Dates inside of configurations are marked, so that they come back as dates. */
const marked = function (this: unknown, key: string, value: unknown): unknown {
  const given = (this as Record<string, unknown>)[key];
  return given instanceof Date ? { $date: given.toISOString() } : value;
};

const unmarked = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && "$date" in value ? new Date(String(value.$date)) : value;

/**
 * Puts back what an earlier run of the same seed changed.
 * @returns where its past had come to; undefined where there is nothing to go on with
 */
export function restoreState(world: World, file: string): PastState | undefined {
  if (!existsSync(file)) return undefined;
  const kept = JSON.parse(readFileSync(file, "utf8"), unmarked) as Kept;
  if (kept.seed !== world.options.seed) return undefined;
  world.restore(kept.changes);
  return kept.past;
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
    const kept = { seed: world.options.seed, changes: world.changes, past: past() };
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
