import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { prepareBinaries, serverIdentity } from "./binaries";

/** Who owns the tables and migrates, and who the application signs in as. */
export type DatabaseRole = "breakwater_owner" | "breakwater_app";

export type EmbeddedPostgres = {
  port: number;
  /** Whether it ran already: whoever started it stops it. */
  joined: boolean;
  /** @returns a connection string for a role and a database */
  url(role: DatabaseRole, database?: string): string;
  /** Ends every connection and stops the server. Returns once it is gone. */
  stop(): Promise<void>;
};

type Secrets = { port: number; breakwater_owner: string; breakwater_app: string };

/**
 * Starts the Postgres that comes with the project, on 127.0.0.1 only, with its data below `directory`; makes the
 * cluster, the two roles and the database `breakwater` the first time. A server that outlived its parent is used again.
 * @param durable false for tests: nothing is flushed
 */
export async function startEmbeddedPostgres(directory: string, durable = true): Promise<EmbeddedPostgres> {
  mkdirSync(directory, { recursive: true, mode: 0o711 });
  if (serverIdentity()) letThrough(directory);
  const bin = prepareBinaries(directory);
  const data = path.join(directory, "data");
  const secrets = await readSecrets(path.join(directory, "postgres.json"));
  if (!existsSync(path.join(data, "PG_VERSION"))) initialise(bin, data, directory, secrets);

  const running = livingServer(data);
  if (running !== undefined && (await answers(secrets, 5))) return handle(secrets, true, () => stopProcess(running));

  const child = await startServer(bin, data, directory, secrets, durable);
  await prepareRoles(secrets);
  return handle(secrets, false, async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    if (child.exitCode !== null || !child.kill("SIGINT")) return;
    await ended;
  });
}

/** As root the server runs as `nobody`, who must get through the data directory to its own, and sees nothing on the way. */
function letThrough(directory: string): void {
  chmodSync(directory, 0o711);
  const above = path.dirname(directory);
  chmodSync(above, statSync(above).mode | 0o011);
}

const connection = (secrets: Secrets, role: DatabaseRole, database: string) =>
  `postgresql://${role}:${secrets[role]}@127.0.0.1:${secrets.port}/${database}`;

const handle = (secrets: Secrets, joined: boolean, stop: () => Promise<void>): EmbeddedPostgres => ({
  port: secrets.port,
  joined,
  url: (role, database = "breakwater") => connection(secrets, role, database),
  stop,
});

async function readSecrets(file: string): Promise<Secrets> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Secrets;
  const password = () => randomBytes(24).toString("hex");
  const secrets = { port: await freePort(), breakwater_owner: password(), breakwater_app: password() };
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No port of 127.0.0.1 is free.");
  return address.port;
}

function initialise(bin: string, data: string, directory: string, secrets: Secrets): void {
  const identity = serverIdentity();
  const passwordFile = path.join(directory, "initdb.password");
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, secrets.breakwater_owner, { mode: 0o600 });
  if (identity) for (const file of [data, passwordFile]) chownSync(file, identity.uid, identity.gid);
  try {
    execFileSync(
      path.join(bin, "initdb"),
      // The builtin locale sorts by code point and is the same on every host.
      [
        "-D",
        data,
        "-U",
        "breakwater_owner",
        "--auth=scram-sha-256",
        `--pwfile=${passwordFile}`,
        "--encoding=UTF8",
      ].concat(["--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions"]),
      { stdio: ["ignore", "ignore", "pipe"], cwd: directory, ...identity },
    );
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile);
  }
}

/** @returns the process id of a server that runs on this data, left by a parent that was killed */
function livingServer(data: string): number | undefined {
  const file = path.join(data, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

/** A killed server leaves a lock that is refused for a few seconds: it is tried again with growing waits. */
async function startServer(
  bin: string,
  data: string,
  directory: string,
  secrets: Secrets,
  durable: boolean,
): Promise<ChildProcess> {
  const flags = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=120",
    "shared_buffers=256MB",
  ];
  if (!durable) flags.push("fsync=off", "synchronous_commit=off", "full_page_writes=off");
  for (let attempt = 1; ; attempt++) {
    let said = "";
    const child = spawn(
      path.join(bin, "postgres"),
      ["-D", data, "-p", String(secrets.port), ...flags.flatMap((flag) => ["-c", flag])],
      { stdio: ["ignore", "ignore", "pipe"], cwd: directory, ...serverIdentity() },
    );
    child.stderr?.on("data", (text: Buffer) => {
      said = (said + text.toString()).slice(-4000);
    });
    const ended = new Promise<false>((resolve) => child.once("exit", () => resolve(false)));
    if (await Promise.race([ended, answers(secrets, 60)])) return child;
    child.kill("SIGKILL");
    if (attempt === 6)
      throw new Error(`The embedded Postgres does not start: ${said.trim().split("\n").at(-1) ?? "it said nothing"}`);
    await wait(attempt * 1000);
  }
}

/** @returns true once the server answers; false after the given number of seconds */
async function answers(secrets: Secrets, seconds: number): Promise<boolean> {
  for (let tries = 0; tries < seconds * 20; tries++) {
    const client = new pg.Client({ connectionString: connection(secrets, "breakwater_owner", "postgres") });
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      await wait(50);
    }
  }
  return false;
}

async function prepareRoles(secrets: Secrets): Promise<void> {
  const client = new pg.Client({ connectionString: connection(secrets, "breakwater_owner", "postgres") });
  await client.connect();
  try {
    const { rows } = await client.query("select 1 from pg_roles where rolname = 'breakwater_app'");
    // Our own hexadecimal: nothing to escape.
    if (rows.length === 0) await client.query(`create role breakwater_app login password '${secrets.breakwater_app}'`);
    const { rows: found } = await client.query("select 1 from pg_database where datname = 'breakwater'");
    if (found.length === 0) await client.query("create database breakwater");
  } finally {
    await client.end();
  }
}

async function stopProcess(pid: number): Promise<void> {
  process.kill(pid, "SIGINT");
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await wait(50);
  }
}
