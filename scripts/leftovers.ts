import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Variables } from "@/lib/platform/env";

/** The processes of a start, written down so that the next one can end what a killed one left. */
export type Running = {
  supervisor: number;
  children: number[];
  /** How a reader reaches the model organization, where one runs. */
  model?: Variables;
};

const isAlive = (pid: number): boolean => {
  try {
    // Zero is nobody: to the system it would be this process's whole group.
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** @returns what was written down of the start that runs now; undefined where none does */
export function readRunning(file: string): Running | undefined {
  if (!existsSync(file)) return undefined;
  const running = JSON.parse(readFileSync(file, "utf8")) as Running;
  return running.supervisor > 0 && isAlive(running.supervisor) ? running : undefined;
}

/** @returns the command line of a process; empty where there is none */
function commandOf(pid: number): string {
  try {
    const file = `/proc/${pid}/cmdline`;
    // Where there is no such file there is `ps`; a slim container has this one only.
    if (existsSync(file)) return readFileSync(file, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

/** 0 is nobody: to the system it would be the whole process group. */
const isOurs = (pid: number, root: string): boolean => pid > 0 && isAlive(pid) && commandOf(pid).includes(root);

/**
 * Ends the children of a start that was killed.
 * @throws Error when that start still runs: two would share one database directory
 */
export async function endLeftovers(file: string, root: string): Promise<void> {
  if (!existsSync(file)) return;
  const { supervisor, children } = JSON.parse(readFileSync(file, "utf8")) as Running;
  if (supervisor !== process.pid && isOurs(supervisor, root)) {
    throw new Error(
      `Breakwater already runs here, as process ${supervisor}. Stop it first, or set BREAKWATER_DATA_DIR.`,
    );
  }
  const left = children.filter((pid) => isOurs(pid, root));
  for (const pid of left) process.kill(pid, "SIGTERM");
  for (let tries = 0; tries < 100 && left.some(isAlive); tries++) await wait(50);
  for (const pid of left.filter(isAlive)) process.kill(pid, "SIGKILL");
}

export const noteRunning = (file: string, running: Running): void =>
  writeFileSync(file, JSON.stringify(running), { mode: 0o600 });
