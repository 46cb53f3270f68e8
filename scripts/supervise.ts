import { createWriteStream, existsSync, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { closePool } from "@/lib/data/pool";
import { environment, type Variables } from "@/lib/platform/env";
import { AppError, messageOf } from "@/lib/platform/errors";
import { deployMigrations } from "@/lib/platform/migrate/migrations";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/lib/platform/postgres/embedded-postgres";
import { buildWeb } from "./build-web.mjs";
import { type Child, startChild, stopChild } from "./child";
import { endLeftovers, noteRunning } from "./leftovers";

const root = fileURLToPath(new URL("..", import.meta.url));
const env = environment();
const directory = env.dataDirectory;
const runningFile = path.join(directory, "running.json");

/** As many as the model organization has to tell. */
const daysOfPast = 90;

const children: Child[] = [];
let postgres: EmbeddedPostgres | undefined;
let model: Variables | undefined;
let stopping = false;
/** Whether this start is the one that runs here: one that is refused leaves the other's note alone. */
let isHere = false;

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

/** Ends everything in the order of who needs whom, and this process. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  say("Stopping.");
  await Promise.all(children.slice(1).map((child) => stopChild(child)));
  if (children[0]) await stopChild(children[0]);
  await closePool();
  await postgres?.stop();
  if (isHere) noteRunning(runningFile, { supervisor: 0, children: [] });
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop(0));
// Started by npm start, or by a test, it ends with it, however that ends.
process.on("disconnect", () => void stop(0));

async function refuseBusyPort(): Promise<void> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(env.port, env.host, () => resolve(true));
  });
  await new Promise((resolve) => server.close(resolve));
  if (!free)
    throw new AppError("invalid", `Port ${env.port} of ${env.host} is taken. Stop what listens there, or set PORT.`);
}

async function database(): Promise<{ url: string; migrateUrl: string }> {
  if (env.databaseUrl !== undefined)
    return { url: env.databaseUrl, migrateUrl: env.databaseMigrateUrl ?? env.databaseUrl };
  postgres = await startEmbeddedPostgres(path.join(directory, "postgres"));
  return { url: postgres.url("breakwater_app"), migrateUrl: postgres.url("breakwater_owner") };
}

/** Variables that name credentials reach workers only. */
const withoutCredentials = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => !name.startsWith("AWS_") || name === "AWS_REGION"));

function logTo(name: string): (line: string) => void {
  const file = createWriteStream(path.join(directory, "log", `${name}.log`), { flags: "a" });
  return (line) => void file.write(`${line}\n`);
}

/** Written down as it grows: the next start ends what a killed one left, and the command line finds the model. */
const note = (): void =>
  noteRunning(runningFile, {
    supervisor: process.pid,
    children: children.flatMap(({ process: { pid } }) => pid ?? []),
    ...(model ? { model } : {}),
  });

async function launch(name: string, file: string, args: readonly string[], variables: Variables): Promise<Child> {
  const isTypeScript = file.endsWith(".ts");
  const child = await startChild({
    name,
    command: process.execPath,
    args: [...(isTypeScript ? ["--import", "tsx"] : []), path.join(root, file), ...args],
    cwd: root,
    env: variables,
    log: logTo(path.basename(path.dirname(file)) + (args.includes("remediator") ? "-remediator" : "")),
  });
  children.push(child);
  note();
  void child.stopped.then((code) => {
    if (stopping) return;
    process.stderr.write(`${name} ended by itself with code ${code}. Its log is in ${path.join(directory, "log")}.\n`);
    void stop(1);
  });
  return child;
}

async function modelOrganization(): Promise<Variables> {
  if (env.aws === "real") return {};
  const state = path.join(directory, "model-organization.json");
  const days = Math.min(env.replayDays, daysOfPast);
  if (days < env.replayDays) {
    say(
      `The model organization's past has ${daysOfPast} days, and ${env.replayDays} were asked for: all of it arrives.`,
    );
  }
  const organization = await launch(
    "The model organization",
    "model-org/main.ts",
    ["--state", state, "--days", String(days)],
    withoutCredentials(process.env),
  );
  const { url, controlUrl, seed, roles } = organization.ready as {
    url: string;
    controlUrl: string;
    seed: string;
    roles: Record<"reader" | "remediator", { accessKeyId: string }>;
  };
  say(`Model organization  ${url}  (control: ${controlUrl})`);
  keys.reader = roles.reader.accessKeyId;
  keys.remediator = roles.remediator.accessKeyId;
  const reached = {
    BREAKWATER_MODEL_URL: url,
    BREAKWATER_MODEL_CONTROL_URL: controlUrl,
    BREAKWATER_MODEL_SEED: seed,
  };
  model = { ...reached, BREAKWATER_MODEL_KEY: keys.reader };
  note();
  return reached;
}

const keys = { reader: "", remediator: "" };

async function main(): Promise<void> {
  mkdirSync(path.join(directory, "log"), { recursive: true });
  await endLeftovers(runningFile, root);
  await refuseBusyPort();
  isHere = true;
  noteRunning(runningFile, { supervisor: process.pid, children: [] });
  if (!existsSync(path.join(root, ".next", "breakwater-sources")))
    say("Building the pages: about a minute the first time.");
  const building = buildWeb();
  building.catch(() => {});
  const { url, migrateUrl } = await database();
  const applied = await deployMigrations(migrateUrl);
  if (applied.length > 0) say(`Database ready: ${applied.length} migrations applied.`);
  const world = await modelOrganization();
  const common = { ...process.env, ...world, DATABASE_URL: url, DATABASE_MIGRATE_URL: "" };
  await building;

  const web = launch("The web process", "scripts/web.mjs", [], withoutCredentials(common));
  const worker = (kind: "reader" | "remediator", ...args: string[]) =>
    launch(`The ${kind}`, "collectors/main.ts", ["--kind", kind, ...args], {
      ...common,
      BREAKWATER_MODEL_KEY: keys[kind],
    });
  await web;
  const host = ["0.0.0.0", "::"].includes(env.host) ? "localhost" : env.host;
  say(`\nBreakwater is at  http://${host}:${env.port}\n`);
  await worker("reader", "--first-scan");
  await worker("remediator");
  say("Workers are ready. Ctrl-C stops everything.");
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  await stop(1);
}
