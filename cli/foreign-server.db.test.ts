import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { motoIsInstalled, startMoto } from "@/testing/foreign/moto";
import {
  claimsPolicy,
  type ForeignOrganization,
  keyArn,
  makeForeignOrganization,
  resourceControlPolicy,
} from "@/testing/foreign/organization";
import { type Ended, runCommand } from "@/testing/run-command";

type FactRow = {
  account_id: string;
  resource_type: string;
  resource_name: string;
  fact: string;
  known: boolean;
  value: unknown;
  unknown_reason: string | null;
};

const without = motoIsInstalled() ? "" : " (skipped: moto_server is not installed)";

describe.skipIf(without !== "")(`an AWS-compatible server of other people${without}`, () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let database: TestDatabase;
  let organization: ForeignOrganization;
  let scan: Ended;
  let facts: FactRow[];
  let directory: string;

  const run = (...args: string[]) =>
    runCommand(args, {
      DATABASE_URL: database.url,
      DATABASE_MIGRATE_URL: database.migrateUrl,
      BREAKWATER_DATA_DIR: directory,
      BREAKWATER_AWS: "real",
      BREAKWATER_AWS_ENDPOINT: moto.url,
      AWS_ACCESS_KEY_ID: "hub",
      AWS_SECRET_ACCESS_KEY: "hub",
      AWS_REGION: "us-east-1",
    });

  beforeAll(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "breakwater-foreign-"));
    [moto, database] = await Promise.all([startMoto(), createTestDatabase()]);
    organization = await makeForeignOrganization(moto.url);
    scan = await run("scan");
    const { out } = await run("export", "facts", "--format", "jsonl");
    facts = out
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as FactRow);
  }, 180_000);

  afterAll(async () => {
    await Promise.all([moto?.stop(), database?.drop()]);
    if (directory) rmSync(directory, { recursive: true, force: true });
  });

  /** Values by resource and fact: what was read as it is, what was not as the word `unknown:` and its reason. */
  const readOf = (names: readonly string[], fact: string): Record<string, unknown> =>
    Object.fromEntries(
      names.map((name) => {
        const row = facts.find((one) => one.resource_name === name && one.fact === fact);
        return [name, row?.known ? row.value : `unknown: ${row?.unknown_reason}`];
      }),
    );

  const buckets = ["claims-intake", "claims-bare", "research-logs", "research-data"];

  test("is scanned to the end, and the unknowns are counted", () => {
    expect(scan.err).not.toMatch(/failed/i);
    expect(scan.code).toBe(0);
    expect(scan.out).toMatch(/^Scan 1 is complete with unknowns: 5 resources in 4 accounts read with \d+ calls\./);
    const unread = Number(/(\d+) facts could not be read/.exec(scan.out)?.[1]);
    expect(unread).toBe(facts.filter(({ known, fact }) => !known && fact !== "optStatus").length);
  });

  test("has its buckets found in their accounts and regions", () => {
    const found = facts
      .filter(({ fact }) => fact === "publicAccessBlock")
      .map((row) => [row.account_id, row.resource_name]);
    expect(found.toSorted()).toEqual(
      [
        [organization.claims, "claims-bare"],
        [organization.claims, "claims-intake"],
        [organization.research, "research-data"],
        [organization.research, "research-logs"],
        [organization.research, "research-readers"],
      ].toSorted(),
    );
    expect(readOf(["master", "claims", "research", "empty"], "bucketsListed")).toEqual({
      master: true,
      claims: true,
      research: true,
      empty: true,
    });
  });

  test("tells block public access apart from none, of buckets, access points and accounts", () => {
    expect(readOf(buckets, "publicAccessBlock")).toEqual({
      "claims-intake": {
        blockPublicAcls: true,
        ignorePublicAcls: true,
        blockPublicPolicy: true,
        restrictPublicBuckets: false,
      },
      "claims-bare": null,
      "research-logs": null,
      "research-data": null,
    });
    expect(readOf(["research-readers"], "publicAccessBlock")).toEqual({
      "research-readers": {
        blockPublicAcls: true,
        ignorePublicAcls: true,
        blockPublicPolicy: true,
        restrictPublicBuckets: true,
      },
    });
    expect(readOf(["claims", "research", "empty"], "effectiveAccountPublicAccessBlock")).toEqual({
      claims: null,
      research: {
        blockPublicAcls: true,
        ignorePublicAcls: true,
        blockPublicPolicy: false,
        restrictPublicBuckets: false,
      },
      empty: null,
    });
  });

  test("tells encryption with a bucket key apart from none", () => {
    expect(readOf(buckets, "encryption")).toMatchObject({
      "claims-intake": { algorithm: "aws:kms", kmsKeyId: keyArn, bucketKeyEnabled: true },
      "claims-bare": null,
      "research-logs": null,
      "research-data": null,
    });
  });

  test("gives back a policy to the letter, and none where there is none", () => {
    expect(readOf(["claims-intake", "claims-bare", "research-data"], "policy")).toEqual({
      "claims-intake": claimsPolicy,
      "claims-bare": null,
      "research-data": null,
    });
  });

  test("tells versioning, tags, logging, website and ownership apart from none", () => {
    const read = (fact: string) => readOf(["claims-intake", "claims-bare", "research-data"], fact);
    expect(read("versioning")).toEqual({
      "claims-intake": { status: "Enabled", mfaDelete: false },
      "claims-bare": null,
      "research-data": null,
    });
    expect(read("tags")).toEqual({
      "claims-intake": { owner: "claims & intake" },
      "claims-bare": null,
      "research-data": null,
    });
    expect(read("logging")).toEqual({
      "claims-intake": null,
      "claims-bare": null,
      "research-data": { targetBucket: "research-logs", targetPrefix: "access/" },
    });
    expect(read("website")).toEqual({
      "claims-intake": null,
      "claims-bare": null,
      "research-data": { indexDocument: "index.html", redirectsTo: null },
    });
    expect(read("ownership")).toEqual({
      "claims-intake": "BucketOwnerEnforced",
      "claims-bare": null,
      "research-data": null,
    });
  });

  test("is not believed where it lists a bucket instead of answering: never not configured", () => {
    for (const fact of ["policyStatus", "abac"]) {
      expect(readOf(buckets, fact)).toEqual(
        Object.fromEntries(buckets.map((name) => [name, "unknown: unexpected_answer"])),
      );
    }
  });

  test("leaves what it does not implement unknown, of every account", () => {
    const accounts = ["master", "claims", "research", "empty"];
    expect(readOf(accounts, "regionsListed")).toEqual(
      Object.fromEntries(accounts.map((name) => [name, "unknown: unexpected_answer"])),
    );
  });

  test("has the resource control policies on each account's path", () => {
    const attached = [expect.objectContaining({ name: "OnlyOurOwn", document: resourceControlPolicy })];
    expect(readOf(["claims", "empty"], "resourceControlPolicies")).toEqual({ claims: attached, empty: attached });
    expect(readOf(["master"], "resourceControlPolicies")).toEqual({ master: [] });
  });

  test("makes a verdict unknown that needs what was not answered, and gives the others", async () => {
    const verdicts = async (control: string) => {
      const { out } = await run("export", "verdicts", "--format", "jsonl", "--control", control);
      const rows = out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, string>);
      return Object.fromEntries(rows.map((one) => [one["resource_name"], one["status"]]));
    };
    const all = (status: string) => Object.fromEntries(buckets.map((name) => [name, status]));
    expect(await verdicts("bucket-not-publicly-accessible")).toEqual(all("unknown"));
    // Whether a policy is public was not answered either: the policies were read, and AWS's rules decide on them.
    expect(await verdicts("bucket-policy-not-public")).toEqual(all("pass"));
    const versioned = await run("export", "verdicts", "--format", "jsonl", "--control", "bucket-versioning-enabled");
    expect(versioned.out).toContain('"status":"pass"');
    expect(versioned.out).toContain('"status":"fail"');
  });
});
