import { describe, expect, test } from "vitest";
import type { AccessReport } from "@/collectors/examine-access";
import { parseEnvironment } from "@/lib/platform/env";
import type { StorageReport } from "@/lib/services/setup/examine-storage";
import { accessChecks, worldCheck } from "./access-checks";
import type { Check } from "./check";
import { shown } from "./check";
import { deniedChecks, environmentCheck, storageChecks } from "./storage-checks";

const whole: StorageReport = {
  readiness: { database: true, schema: true, queue: true },
  world: { kind: "real", identity: "o-1" },
  workers: new Set(["reader", "remediator"] as const),
  rights: { role: "breakwater_app", tables: [] },
  denied: [],
  scanned: true,
};

const account = (name: string, access: AccessReport["accounts"][number]["access"], asked = true) => ({
  awsId: "111122223333",
  name,
  state: asked ? "ACTIVE" : "SUSPENDED",
  asked,
  access,
});

const access: AccessReport = {
  caller: { value: { accountId: "111122223333", arn: "arn:aws:iam::111122223333:role/Hub", partition: "aws" } },
  organization: { value: { id: "o-1", ous: 3, accounts: 2 } },
  policies: [{ type: "S3_POLICY", access: { value: true } }],
  accounts: [account("claims", { value: true })],
};

const denied = { code: "AccessDenied", message: "no" };
const roles = { aws: "real", readRole: "BreakwaterRead", externalId: "breakwater" } as const;
const migrating = { databaseMigrateUrl: "postgresql://owner@db/breakwater" };

const outcomes = (checks: readonly Check[]) => checks.map(({ name, outcome }) => `${name} ${outcome}`);
const wrong = (checks: readonly Check[]) => checks.filter(({ outcome }) => outcome !== "ok");

describe("storage", () => {
  test("that is whole passes every check", () => {
    expect(wrong(storageChecks(whole, migrating))).toEqual([]);
  });

  test("that does not answer fails once, and the rest is skipped and not claimed", () => {
    const down = { ...whole, readiness: { database: false, schema: false, queue: false } };
    expect(outcomes(storageChecks(down, migrating))).toEqual([
      "database failed",
      "schema skipped",
      "append-only skipped",
      "queue skipped",
      "workers skipped",
    ]);
  });

  test("without the schema says what to run", () => {
    const bare = { ...whole, readiness: { database: true, schema: false, queue: false } };
    expect(storageChecks(bare, migrating)[1]).toMatchObject({ outcome: "failed", todo: "Run npm run db -- deploy." });
  });

  test("is not append-only where the role may rewrite it, whatever the environment says", () => {
    const open = { ...whole, rights: { role: "postgres", tables: ["audit_entry"] } };
    const [check] = wrong(storageChecks(open, migrating));
    expect(check).toMatchObject({ name: "append-only", outcome: "failed" });
    expect(check?.says).toContain("not enforced: the role postgres may rewrite audit_entry");
  });

  test("is not said to be append-only without DATABASE_MIGRATE_URL", () => {
    const [check] = wrong(storageChecks(whole, { databaseMigrateUrl: undefined }));
    expect(check).toMatchObject({ name: "append-only", outcome: "note" });
    expect(check?.says).toContain("append-only is not enforced");
  });

  test("fails without a reader; a remediator may be absent", () => {
    expect(outcomes(wrong(storageChecks({ ...whole, workers: new Set() }, migrating)))).toEqual([
      "workers failed",
      "workers note",
    ]);
  });
});

describe("what was denied", () => {
  const one = { awsId: "1", name: "claims", reason: "denied", permissions: ["s3:GetBucketAcl"], resources: 2 } as const;
  const many = Array.from({ length: 5 }, (_, i) => ({
    ...one,
    permissions: [...one.permissions],
    name: `claims-${i}`,
  }));

  test("names the account and the permission, and counts what is not shown", () => {
    const checks = deniedChecks({ ...whole, denied: many }, 2);
    expect(checks[0]?.says).toBe("Account claims-0 (1): s3:GetBucketAcl was denied for 2 resources.");
    expect(checks.at(-1)?.says).toBe("And 3 accounts more: --json lists them all.");
    expect(deniedChecks({ ...whole, denied: many }, Number.POSITIVE_INFINITY)).toHaveLength(5);
  });

  test("is not said to be nothing before the first scan", () => {
    expect(deniedChecks({ ...whole, scanned: false }, 20)[0]).toMatchObject({ outcome: "note" });
  });
});

describe("access", () => {
  test("that is whole passes every check", () => {
    expect(wrong(accessChecks(access, roles))).toEqual([]);
  });

  test("names the account whose role cannot be assumed, and what it must trust", () => {
    const report = { ...access, accounts: [...access.accounts, account("acquired", denied)] };
    const [check] = wrong(accessChecks(report, roles));
    expect(check?.says).toContain("Account acquired (111122223333): the role BreakwaterRead could not be assumed");
    expect(check?.todo).toContain("arn:aws:iam::111122223333:role/Hub");
    expect(accessChecks(report, roles).some(({ says }) => says.includes("can be assumed in"))).toBe(false);
  });

  test("counts accounts nobody can sign in to without failing", () => {
    const report = { ...access, accounts: [...access.accounts, account("closed", null, false)] };
    expect(outcomes(wrong(accessChecks(report, roles)))).toEqual(["accounts note"]);
  });

  test("claims nothing of accounts where the organization cannot be read, or nobody knows us", () => {
    expect(outcomes(accessChecks({ ...access, organization: denied, accounts: [] }, roles))).toEqual([
      "aws ok",
      "organization failed",
      "accounts skipped",
    ]);
    expect(outcomes(accessChecks({ ...access, caller: denied, organization: null }, roles))[0]).toBe("aws failed");
  });
});

describe("the world", () => {
  const real = { aws: "real", modelSeed: undefined } as const;

  test("is the one the database belongs to", () => {
    expect(worldCheck(whole.world, real, access).outcome).toBe("ok");
    expect(worldCheck({ kind: "real", identity: "o-2" }, real, access).outcome).toBe("failed");
    expect(worldCheck({ kind: "model", identity: "aldermoor" }, real, access).outcome).toBe("failed");
  });

  test("is not claimed to be the same where AWS did not say which it is", () => {
    expect(worldCheck(whole.world, real, { ...access, organization: denied }).outcome).toBe("note");
  });
});

test("the environment says where AWS calls go", () => {
  const env = { BREAKWATER_AWS: "real", BREAKWATER_AWS_ENDPOINT: "http://127.0.0.1:5000", AUTH_SECRET: "x".repeat(32) };
  expect(environmentCheck(parseEnvironment(env))).toEqual([
    expect.objectContaining({
      outcome: "ok",
      says: "BREAKWATER_AWS is real: all AWS calls go to http://127.0.0.1:5000.",
    }),
  ]);
});

test("a check is shown with what to do below it", () => {
  expect(shown({ name: "queue", outcome: "failed", says: "It is gone.", todo: "Start it." }).split("\n")).toEqual([
    "FAILED  queue         It is gone.",
    "                      → Start it.",
  ]);
});
