import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** The whole product on this machine, as `npm start` runs it, over a model organization that was read once. */
export type Product = {
  url: string;
  /** The control API of its model organization: looks at the world, and changes it behind AWS's back. */
  modelUrl: string;
  /** Where it keeps its database: the command line joins it there. */
  directory: string;
  /** Ends every process of it, and removes what it kept. */
  stop(): Promise<void>;
};

const root = fileURLToPath(new URL("..", import.meta.url));
const startMs = 240_000;
const firstScanMs = 180_000;

/**
 * Starts the product in a directory of its own, on a free port, and waits until the first scan is over. It ends with
 * this process, however that ends.
 * @param replayDays how much of a past it begins with
 * @throws Error with what it said last, when it does not start
 */
export async function startProduct(replayDays = 0): Promise<Product> {
  const directory = mkdtempSync(path.join(tmpdir(), "breakwater-product-"));
  // Under root the database runs as somebody else, who has to get through.
  chmodSync(directory, 0o711);
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(process.execPath, ["--import", "tsx", path.join(root, "scripts", "supervise.ts")], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      ...withoutOurs(process.env),
      BREAKWATER_DATA_DIR: directory,
      BREAKWATER_REPLAY_DAYS: String(replayDays),
      PORT: new URL(url).port,
    },
  });
  const stop = async (): Promise<void> => {
    await stopped(child);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const modelUrl = await ready(child);
    await firstScan(url);
    return { url, modelUrl, directory, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Settings of the shell stay out: what is tested is what a fresh clone starts. */
const withoutOurs = (variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(variables).filter(([name]) => !/^(BREAKWATER_|AWS_|DATABASE_|AUTH_SECRET$|HOST$)/.test(name)),
  ) as NodeJS.ProcessEnv;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No port of 127.0.0.1 is free.");
  return address.port;
}

/** @returns the address of the model organization's control API, once the workers are ready */
function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const give = (why: string) => reject(new Error(`The product did not start: ${why}. ${said.slice(-2000)}`));
    const late = setTimeout(() => give("it took too long"), startMs);
    child.once("exit", (code) => give(`it ended with code ${code}`));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (text: Buffer) => {
        said += text.toString();
        if (!said.includes("Workers are ready")) return;
        clearTimeout(late);
        const [, modelUrl] = /control: (http\S+)\)/.exec(said) ?? [];
        if (modelUrl === undefined) give("it did not say where the model organization is");
        else resolve(modelUrl);
      });
    }
  });
}

/** Waits until a scan is over and everything it read is judged and counted. */
async function firstScan(url: string): Promise<void> {
  const over = /^breakwater_scans\{state="(complete|partial)"\} [1-9]/m;
  const waiting = /^breakwater_(collected_facts_waiting|counter_changes_waiting) [1-9]/m;
  for (const began = Date.now(); Date.now() - began < firstScanMs; await wait(250)) {
    const measures = await fetch(`${url}/api/metrics`).then((answer) => answer.text());
    if (over.test(measures) && !waiting.test(measures)) return;
  }
  throw new Error("The first scan did not end within three minutes.");
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}
