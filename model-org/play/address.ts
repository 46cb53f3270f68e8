import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

const beside = (state: string): string => `${state}.address`;

/** Notes beside the state file where the running model organization is told what to do. @returns takes the note away */
export function noteAddress(state: string, controlUrl: string): () => void {
  writeFileSync(beside(state), JSON.stringify({ controlUrl, pid: process.pid }), { mode: 0o600 });
  return () => rmSync(beside(state), { force: true });
}

/** @returns where the model organization of a state file listens; undefined where none runs */
export function addressOf(state: string): string | undefined {
  try {
    const { controlUrl, pid } = JSON.parse(readFileSync(beside(state), "utf8")) as { controlUrl: string; pid: number };
    process.kill(pid, 0);
    return controlUrl;
  } catch {
    return undefined;
  }
}

/** @param directory the data directory one was told of; the product's own default otherwise */
export const defaultState = (directory: string | undefined): string =>
  path.join(
    directory ?? (process.getuid?.() === 0 ? "/var/lib/breakwater" : path.join(homedir(), ".breakwater")),
    "model-organization.json",
  );
