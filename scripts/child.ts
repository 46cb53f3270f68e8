import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Variables } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";

export type ChildOptions = {
  /** What it is called in sentences: "the reader". */
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  env: Variables;
  /** Where its log goes. */
  log: (line: string) => void;
};

/** A process that said it is ready. */
export type Child = {
  name: string;
  process: ChildProcess;
  ready: Record<string, unknown>;
  stopped: Promise<number | null>;
};

/**
 * Starts a process and waits for its ready line of JSON. It ends when this process ends, however that ends: the channel
 * between them closes.
 * @throws AppError with what it said last, when it ends before it is ready
 */
export async function startChild({ name, command, args, cwd, env, log }: ChildOptions): Promise<Child> {
  const child = spawn(command, [...args], {
    cwd,
    env: env as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  });
  let said = "";
  const stopped = new Promise<number | null>((resolve) =>
    child.on("exit", (code) => {
      endGroup(child);
      resolve(code);
    }),
  );
  child.stderr?.on("data", (text: Buffer) => {
    said = (said + text.toString()).slice(-2000);
    for (const line of text.toString().split("\n")) if (line) log(`${name}: ${line}`);
  });
  const ready = new Promise<Record<string, unknown>>((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      const parsed = readyLine(line);
      if (parsed) resolve(parsed);
      else log(`${name}: ${line}`);
    });
  });
  const first = await Promise.race([ready, stopped.then(() => null)]);
  if (first === null) throw new AppError("unavailable", `${name} did not start. ${said.trim()}`);
  return { name, process: child, ready: first, stopped };
}

/** A process that was killed left what it had started: it leads a group of its own, and the group ends with it. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody is left.
  }
}

function readyLine(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const parsed = JSON.parse(line) as Record<string, unknown>;
    return parsed["ready"] === true ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Asks a process to stop and waits; after `milliseconds` it is made to. */
export async function stopChild({ process: child, stopped }: Child, milliseconds = 20_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), milliseconds);
  await stopped;
  clearTimeout(force);
}
