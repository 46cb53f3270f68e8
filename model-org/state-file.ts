import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Changes, World } from "./world/world";

/**
 * Keeps what was changed in a file, so that a restart keeps what was remediated. Written whole and renamed: a kill
 * leaves the old one or the new one.
 */
export function keepState(world: World, file: string): void {
  if (existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, "utf8")) as { seed: string; changes: Changes };
    if (kept.seed === world.options.seed) world.restore(kept.changes);
  }
  let waiting: NodeJS.Timeout | undefined;
  const write = () => {
    waiting = undefined;
    writeFileSync(`${file}.new`, JSON.stringify({ seed: world.options.seed, changes: world.changes }), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  world.onChange = () => {
    waiting ??= setTimeout(write, 50);
  };
  process.on("exit", () => {
    if (waiting) write();
  });
}
