import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { controls } from "@/lib/controls/catalogue.gen";
import { accountPermissions, organizationPermissions } from "../discover/permissions";
import { collectors } from "../runtime/collectors";
import { readerPolicy } from "./reader-policy";
import { remediatorPolicy } from "./remediator-policy";

const partition = "aws";
const discovery = path.join(import.meta.dirname, "..", "discover");

const sources = readdirSync(discovery)
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .map((file) => readFileSync(path.join(discovery, file), "utf8"));

/** A pattern of IAM as a regular expression: `*` is any text. */
const matches = (pattern: string, action: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`, "i").test(action);

const actionsOf = async (policy: ReturnType<typeof readerPolicy>): Promise<string[]> =>
  (await policy).Statement.flatMap(({ Action }) => Action);

describe("the reader's policy", () => {
  const policy = readerPolicy({ partition, role: "BreakwaterRead" });

  test.each([
    "s3:GetObject",
    "s3:GetObjectAcl",
    "s3:GetObjectVersion",
    "s3:GetObjectTagging",
    "s3:ListBucket",
    "s3:ListBucketVersions",
    "kms:Decrypt",
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:PutBucketPolicy",
    "iam:PassRole",
  ])("does not allow %s, by no pattern", async (action) => {
    expect((await actionsOf(policy)).filter((pattern) => matches(pattern, action))).toEqual([]);
  });

  test("holds reads only, and the one way into the accounts, for exactly the read role", async () => {
    for (const { Action, Resource } of (await policy).Statement) {
      for (const action of Action) {
        if (action === "sts:AssumeRole") expect(Resource).toBe("arn:aws:iam::*:role/BreakwaterRead");
        else expect(action).toMatch(/^[a-z0-9-]+:(Get|List|Describe)[A-Za-z]+$/);
      }
    }
  });

  test("holds the permission of every fact", async () => {
    const allowed = await actionsOf(readerPolicy({ partition, role: "BreakwaterRead", place: "member" }));
    const facts = (await collectors()).flatMap(({ permission, alsoCalls = [] }) => [permission, ...alsoCalls]);
    expect(facts.length).toBeGreaterThan(10);
    for (const permission of facts) expect(allowed).toContain(permission);
  });

  test("parts into what the hub asks with and what members allow", async () => {
    const [hub, member] = await Promise.all(
      (["hub", "member"] as const).map((place) => readerPolicy({ partition, role: "BreakwaterRead", place })),
    );
    expect([...(hub?.Statement ?? []), ...(member?.Statement ?? [])]).toEqual((await policy).Statement);
  });
});

describe("discovery", () => {
  test("asks Organizations for exactly what it declares", () => {
    const called = sources.flatMap((text) =>
      [...text.matchAll(/import \{([^}]*)\} from "@aws-sdk\/client-organizations"/g)].flatMap(([, names = ""]) =>
        [...names.matchAll(/\b(?:paginate(\w+)|(\w+)Command)\b/g)].map(
          ([, page, one]) => `organizations:${page ?? one}`,
        ),
      ),
    );
    expect([...new Set(called)].toSorted()).toEqual([...organizationPermissions]);
  });

  test("names, for what it cannot list in an account, exactly the permissions it declares", () => {
    const named = sources.flatMap((text) => [...text.matchAll(/tried\("([^"]+)"/g)].map(([, name]) => name));
    expect([...new Set(named)].toSorted()).toEqual([...accountPermissions]);
  });
});

describe("the remediator's policy", () => {
  const policy = remediatorPolicy({ partition, role: "BreakwaterRemediate" });

  test("writes what remediations write, and nothing else", async () => {
    const writes = (await actionsOf(policy)).filter((action) => !/:(Get|List|Describe)/.test(action));
    expect(writes.toSorted()).toEqual([
      "s3:PutBucketPublicAccessBlock",
      "s3:PutEncryptionConfiguration",
      "sts:AssumeRole",
      "sts:SetSourceIdentity",
    ]);
  });

  test("reads what the controls that offer a change judge, all of it of buckets", async () => {
    expect(controls.filter(({ remediate }) => remediate).map(({ resource }) => resource)).toEqual(
      controls.filter(({ remediate }) => remediate).map(() => "AWS::S3::Bucket"),
    );
    const actions = await actionsOf(policy);
    for (const action of [
      "s3:GetBucketPublicAccessBlock",
      "s3:GetEncryptionConfiguration",
      "s3:GetBucketPolicyStatus",
    ]) {
      expect(actions).toContain(action);
    }
    expect(actions.filter((pattern) => matches(pattern, "s3:GetObject"))).toEqual([]);
  });
});
