import { expect, test } from "vitest";
import { bucketFacts } from "@/lib/model/facts/bucket";
import { factsOfEvents } from "./facts-of-events";
import { gather } from "./gather";
import { type Hint, hintOf } from "./hint";
import type { CallEvent } from "./message";

const event = (name: string, parameters: Record<string, unknown> = {}, more: Partial<CallEvent> = {}): CallEvent => ({
  id: "e-1",
  at: new Date("2026-09-14T09:41:07Z"),
  accountId: "111122223333",
  region: "eu-central-1",
  service: "s3",
  name,
  idle: false,
  actor: "ines.vogel",
  parameters,
  ...more,
});

const targetOf = (...given: Parameters<typeof event>) => hintOf(event(...given), "BreakwaterRead")?.target ?? null;

test.each([
  ["PutBucketPolicy", { bucketName: "a" }, { kind: "bucket", name: "a", listed: false }],
  ["PutBucketLifecycle", { bucketName: "a" }, { kind: "bucket", name: "a", listed: false }],
  ["CreateBucket", { bucketName: "a" }, { kind: "bucket", name: "a", listed: true }],
  ["DeleteBucket", { bucketName: "a" }, { kind: "bucket", name: "a", listed: true }],
  ["CreateAccessPoint", { accountId: "1", name: "p" }, { kind: "access_point", name: "p", listed: true }],
  ["PutAccessPointPolicy", { accountId: "1", name: "p" }, { kind: "access_point", name: "p", listed: false }],
  ["PutAccountPublicAccessBlock", { accountId: "1" }, { kind: "account", role: false }],
  ["TagResource", { resourceArn: "arn:aws:s3:::a" }, { kind: "bucket", name: "a", listed: false }],
  [
    "UntagResource",
    { resourceArn: "arn:aws:s3:eu-central-1:111122223333:accesspoint/p" },
    { kind: "access_point", name: "p", listed: false },
  ],
])("%s of %j hints at what it names", (name, parameters, target) => {
  expect(targetOf(name, parameters)).toEqual(target);
});

test.each([
  ["a call that was refused", event("PutBucketPolicy", { bucketName: "a" }, { idle: true })],
  ["a tag on something else", event("TagResource", { resourceArn: "arn:aws:s3:eu-central-1:1:storage-lens/x" })],
  ["a call without its bucket", event("PutBucketPolicy", { bucketName: { a: 1 } })],
  ["a call of another service", event("RunInstances", {}, { service: "ec2" })],
  ["a role that is not ours", event("DeleteRole", { roleName: "Developer" }, { service: "iam" })],
])("%s hints at nothing", (_, given) => {
  expect(hintOf(given, "BreakwaterRead")).toBeNull();
});

test("our role in an account hints at the account, and every call to Organizations at the organization", () => {
  expect(targetOf("DeleteRole", { roleName: "BreakwaterRead" }, { service: "iam" })).toEqual({
    kind: "account",
    role: true,
  });
  expect(targetOf("MoveAccount", {}, { service: "organizations" })).toEqual({ kind: "organization" });
});

const hint = (name: string, time: string, more: Partial<CallEvent> = {}): Hint => {
  const given = event(name, { bucketName: "a" }, { at: new Date(`2026-09-14T${time}Z`), ...more });
  return hintOf(given, "BreakwaterRead") as Hint;
};

test("several events of one bucket are one reading, with the name and the actor of the last", () => {
  const gathered = gather(
    [hint("PutBucketTagging", "11:00:00", { actor: "b" }), hint("CreateBucket", "09:00:00", { actor: "a" })],
    new Set(["111122223333"]),
  );
  expect(gathered).toEqual([
    {
      target: { kind: "bucket", name: "a", listed: true },
      accountId: "111122223333",
      region: "eu-central-1",
      at: new Date("2026-09-14T11:00:00Z"),
      actor: "b",
      events: ["CreateBucket", "PutBucketTagging"],
    },
  ]);
});

test("what happens in an account nobody knows hints at the organization", () => {
  expect(gather([hint("PutBucketPolicy", "09:00:00")], new Set())).toMatchObject([
    { target: { kind: "organization" } },
  ]);
});

test("a call on a bucket has those facts read that it may change, and a policy or an unknown call all of them", () => {
  expect(factsOfEvents(["PutBucketVersioning", "PutBucketAcl"])).toEqual(["versioning", "acl"]);
  expect(factsOfEvents(["PutBucketVersioning", "PutBucketPolicy"])).toBeUndefined();
  expect(factsOfEvents(["PutBucketSomethingNew"])).toBeUndefined();
});

test("every fact of a bucket is read again for some call, so that one added later is not forgotten", () => {
  const calls = ["PublicAccessBlock", "Encryption", "Versioning", "Logging", "Tagging", "Acl", "Website"];
  const named = factsOfEvents([...calls.map((call) => `PutBucket${call}`), "PutBucketOwnershipControls"]) ?? [];
  expect(Object.keys(bucketFacts).filter((fact) => !named.includes(fact))).toEqual(["policy"]);
});
