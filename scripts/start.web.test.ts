import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repository } from "@/testing/house/source-files";
import { descendantsOf, isAlive } from "@/testing/processes";
import { until } from "@/testing/until";

/** One `npm start`, and everything it said. */
type Start = { process: ChildProcess; said(): string; ended: Promise<number | null> };

let directory: string;
let port: number;
const starts: Start[] = [];

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "breakwater-start-"));
  // As root, Postgres runs as nobody and must be able to enter.
  chmodSync(directory, 0o711);
  port = await freePort();
});

afterAll(async () => {
  for (const { process: started } of starts) started.kill("SIGTERM");
  await Promise.all(starts.map(({ ended }) => ended));
  rmSync(directory, { recursive: true, force: true });
}, 60_000);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: free } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return free;
}

function start(dataDirectory = directory): Start {
  const { DATABASE_URL: _url, DATABASE_MIGRATE_URL: _migrate, VITEST: _test, NODE_ENV: _env, ...rest } = process.env;
  const child = spawn(process.execPath, [path.join(repository, "scripts", "start.mjs")], {
    cwd: repository,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...rest,
      BREAKWATER_DATA_DIR: dataDirectory,
      BREAKWATER_AWS: "model",
      BREAKWATER_REPLAY_DAYS: "0",
      HOST: "127.0.0.1",
      PORT: `${port}`,
    } as unknown as NodeJS.ProcessEnv,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()));
  const ended = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
  const started = { process: child, said: () => said, ended };
  starts.push(started);
  return started;
}

const isReady = (started: Start) =>
  until(`line that says the workers are ready: ${started.said()}`, 90, async () => {
    if (started.process.exitCode !== null) throw new Error(started.said());
    return started.said().includes("Workers are ready") || undefined;
  });

const pidOf = ({ process: { pid } }: Start): number => pid ?? 0;

/** @returns the scans the database of the data directory holds */
async function scans(): Promise<number> {
  const secrets = JSON.parse(readFileSync(path.join(directory, "postgres", "postgres.json"), "utf8"));
  const client = new pg.Client(
    `postgresql://breakwater_app:${secrets.breakwater_app}@127.0.0.1:${secrets.port}/breakwater`,
  );
  await client.connect();
  const { rows } = await client.query<{ n: number }>("select count(*)::int as n from scan");
  await client.end();
  return rows[0]?.n ?? 0;
}

describe("npm start", () => {
  let first: Start;
  let tree: number[];

  test("makes the database, serves the pages and starts the first scan", async () => {
    first = start();
    await isReady(first);
    expect(first.said()).toContain(`Breakwater is at  http://127.0.0.1:${port}`);
    expect(first.said()).toMatch(/\d+ migrations applied/);
    expect(await (await fetch(`http://127.0.0.1:${port}/api/health/ready`)).json()).toEqual({ ready: true });
    expect(await scans()).toBe(1);
    tree = descendantsOf(pidOf(first));
    // The supervisor, the model organization, Postgres, the pages and their server, two workers.
    expect(tree.length).toBeGreaterThanOrEqual(7);
  });

  test("no process of it loads the library for resizing pictures, whose licence is excepted for that", () => {
    const loaded = tree.map((pid) => `/proc/${pid}/maps`).filter((file) => existsSync(file));
    expect(loaded.filter((file) => /libvips|sharp/.test(readFileSync(file, "utf8")))).toEqual([]);
  });

  test("is refused where it runs already, as often as it is tried, and leaves the other alone", async () => {
    for (let again = 0; again < 2; again++) {
      const second = start();
      expect(await second.ended).toBe(1);
      expect(second.said()).toMatch(/Breakwater already runs here, as process \d+\. Stop it first/);
    }
    expect((await fetch(`http://127.0.0.1:${port}/api/health/live`)).status).toBe(200);
  });

  test("is refused with a sentence where the port is taken", async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), "breakwater-port-"));
    const second = start(elsewhere);
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(`Port ${port} of 127.0.0.1 is taken. Stop what listens there, or set PORT.`);
    expect(existsSync(path.join(elsewhere, "postgres"))).toBe(false);
    rmSync(elsewhere, { recursive: true });
  });

  test("recovers from a supervisor that was killed, keeps the data, migrates and builds nothing", async () => {
    const [supervisor] = tree;
    process.kill(supervisor ?? 0, "SIGKILL");
    expect(await first.ended).toBe(1);
    const second = start();
    await isReady(second);
    expect(second.said()).not.toMatch(/migrations applied|Building the pages/);
    expect((await fetch(`http://127.0.0.1:${port}/api/health/ready`)).status).toBe(200);
    expect(await scans()).toBe(1);
    const postgres = Number(
      readFileSync(path.join(directory, "postgres", "data", "postmaster.pid"), "utf8").split("\n")[0],
    );
    const left = tree.filter((pid) => pid !== postgres && isAlive(pid) && !isBackend(pid));
    expect(left).toEqual([]);
  });

  test("SIGTERM ends every process of it, exits with 0, and frees the port", async () => {
    const second = starts.at(-1) as Start;
    const postgres = Number(
      readFileSync(path.join(directory, "postgres", "data", "postmaster.pid"), "utf8").split("\n")[0],
    );
    const all = [...descendantsOf(pidOf(second)), postgres, ...descendantsOf(postgres)];
    second.process.kill("SIGTERM");
    expect(await second.ended).toBe(0);
    expect(all.filter(isAlive)).toEqual([]);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  test("ends with the process that started it, however that ends", async () => {
    const third = start();
    await isReady(third);
    const all = descendantsOf(pidOf(third));
    third.process.kill("SIGKILL");
    await third.ended;
    await until("end of every process", 40, async () => all.every((pid) => !isAlive(pid)) || undefined);
  });
});

/** Postgres ends and starts processes of its own as it goes. */
const isBackend = (pid: number): boolean => {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) && readFileSync(file, "utf8").startsWith("postgres:");
};
