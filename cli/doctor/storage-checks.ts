import type { Environment } from "@/lib/platform/env";
import type { StorageReport } from "@/lib/services/setup/examine-storage";
import { counted } from "../scan/progress";
import { type Check, failed, note, ok, skipped } from "./check";

/** @returns what the environment says, as it will be used */
export function environmentCheck(env: Environment): Check[] {
  const { aws, awsEndpoint } = env;
  const checks = [
    ok(
      "environment",
      aws === "model"
        ? "BREAKWATER_AWS is model: only the model organization is asked, whatever AWS credentials lie about."
        : `BREAKWATER_AWS is real: ${awsEndpoint === undefined ? "AWS is asked" : `all AWS calls go to ${awsEndpoint}`}.`,
    ),
  ];
  if (aws === "real" && env.authSecret === undefined) {
    checks.push(
      note(
        "environment",
        "AUTH_SECRET is not set here: the web process does not start without it.",
        "Set AUTH_SECRET to 32 or more random characters, the same for every web process.",
      ),
    );
  }
  return checks;
}

/** @returns how the database, its schema, its rights, the queue and the workers are */
export function storageChecks(report: StorageReport, env: Pick<Environment, "databaseMigrateUrl">): Check[] {
  const { readiness: ready } = report;
  if (!ready.database) {
    const says = "The database does not answer.";
    const rest = ["schema", "append-only", "queue", "workers"].map((name) => skipped(name, "It needs the database."));
    return [failed("database", says, "See that it runs and that DATABASE_URL names it."), ...rest];
  }
  const database = ok("database", "The database answers.");
  if (!ready.schema) {
    const rest = ["append-only", "queue", "workers"].map((name) => skipped(name, "It needs the schema."));
    return [database, failed("schema", "The schema is not migrated.", "Run npm run db -- deploy."), ...rest];
  }
  return [
    database,
    ok("schema", "The schema is migrated."),
    appendOnlyCheck(report, env),
    ready.queue
      ? ok("queue", "The queue is installed.")
      : failed("queue", "The queue is not installed.", "The first worker installs it: npm start, or npm run worker."),
    ...workerChecks(report),
  ];
}

function appendOnlyCheck({ rights }: StorageReport, env: Pick<Environment, "databaseMigrateUrl">): Check {
  const { role = "", tables = [] } = rights ?? {};
  const todo =
    "Let one role own the tables (DATABASE_MIGRATE_URL) and another, without those rights, run Breakwater (DATABASE_URL).";
  if (tables.length > 0) {
    return failed(
      "append-only",
      `Append-only is not enforced: the role ${role} may rewrite ${tables.join(" and ")}.`,
      todo,
    );
  }
  if (env.databaseMigrateUrl === undefined) {
    return note(
      "append-only",
      `DATABASE_MIGRATE_URL is not set: as far as this process can tell, append-only is not enforced by two roles. ${role} itself may not rewrite anything.`,
      todo,
    );
  }
  return ok(
    "append-only",
    `Append-only is enforced: the role ${role} may add to the audit log and history, not rewrite them.`,
  );
}

function workerChecks({ workers }: StorageReport): Check[] {
  return [
    workers?.has("reader")
      ? ok("workers", "A reader is alive: scans run.")
      : failed("workers", "No reader is alive: scans wait.", "Run npm start, or npm run worker -- --kind reader."),
    workers?.has("remediator")
      ? ok("workers", "A remediator is alive: changes can be planned and applied.")
      : note("workers", "No remediator is alive: nothing is changed in AWS, and changes wait."),
  ];
}

/**
 * @param most how many accounts are shown; the rest is counted
 * @returns what could not be read for want of a permission when the accounts were last read
 */
export function deniedChecks({ denied, scanned }: StorageReport, most: number): Check[] {
  const name = "last scan";
  if (denied === null) return [skipped(name, "It needs the database.")];
  if (!scanned) return [note(name, "Nothing was scanned yet.", "Run npm run breakwater -- scan.")];
  if (denied.length === 0) return [ok(name, "Nothing was left unread for want of a permission.")];
  const lines = denied.slice(0, most).map((one) => {
    const words = one.reason === "denied" ? "was denied" : `failed (${one.reason.replaceAll("_", " ")})`;
    const upTo = one.permissions.length > 1 ? "up to " : "";
    return note(
      name,
      `Account ${one.name} (${one.awsId}): ${one.permissions.join(", ")} ${words} for ${upTo}${counted(one.resources, "resource")}.`,
    );
  });
  const left = denied.length - lines.length;
  if (left > 0) lines.push(note(name, `And ${counted(left, "account")} more: --json lists them all.`));
  return lines;
}
