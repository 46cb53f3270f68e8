import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { GetBucketVersioningCommand, ListBucketsCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { accountNamed, assume, clientsWith, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "../start-model-org";
import { Fault } from "./fault";
import { parseFaults } from "./parse-faults";
import { TokenBuckets } from "./token-buckets";

let model: RunningModelOrg;

beforeAll(async () => {
  model = await startModelOrg({ accounts: 40, buckets: 400 });
});

afterEach(() => model.faults.remove());
afterAll(() => model.stop());

async function reader(account: string) {
  const { id } = accountNamed(model, account);
  const { s3, organizations } = clientsWith(model, "eu-west-1", await assume(model, id, "reader"));
  return { id, s3, organizations, list: () => s3.send(new ListBucketsCommand({ MaxBuckets: 5 })) };
}

describe("a fault file", () => {
  const folder = path.join(import.meta.dirname, "examples");

  it.each(readdirSync(folder))("such as the example %s is read", (file) => {
    const faults = parseFaults(readFileSync(path.join(folder, file), "utf8"));
    expect(Array.isArray(faults)).toBe(true);
    expect(faults.length).toBeGreaterThan(0);
  });

  it("as the documentation shows it is read, and every kind of effect is in it", () => {
    const text = readFileSync(path.join(import.meta.dirname, "..", "..", "docs", "model-organization.md"), "utf8");
    const shown = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => parseFaults(json ?? ""));
    expect(shown.length).toBeGreaterThan(2);
    for (const faults of shown) expect(faults).toBeInstanceOf(Array);
    for (const { shape } of Fault.shape.effect.options) expect(text).toContain(`\`${shape.kind.value}\``);
  });

  it.each([
    ["{", "It is no JSON"],
    ["{}", "It is no list of faults."],
    [
      '[{"effect": {"kind": "hang-up"}}, {"effect": {"kind": "earthquake"}}]',
      "Fault 2: effect.kind is none of error, latency",
    ],
    ['[{"probability": 2, "effect": {"kind": "hang-up"}}]', "Fault 1: probability is above 1."],
    ['[{"id": "x", "weather": "rain", "effect": {"kind": "hang-up"}}]', "Fault 1 (x) has weather"],
    ['[{"service": "S4", "effect": {"kind": "hang-up"}}]', "Fault 1: service is none of AccessAnalyzer"],
    ['[{"from": "soon", "effect": {"kind": "hang-up"}}]', "Fault 1: from is no time as in"],
    ['[{"effect": {"kind": "error"}}]', "Fault 1: effect.code is missing."],
    ['[{"effect": {"kind": "latency", "milliseconds": [9, 1]}}]', "Fault 1: effect.milliseconds begins above its end."],
    ['[{"effect": {"kind": "throttle", "perSecond": 0, "burst": 1}}]', "Fault 1: effect.perSecond is not above 0."],
    ['[{"effect": {"kind": "outage"}}]', "Fault 1: region is missing: an outage is of a region."],
    ['[{"id": "a", "effect": {"kind": "outage"}, "region": "eu-west-1"}, 3]', "Fault 2 is no object."],
  ])("%s is refused with what is wrong, and where", (text, says) => {
    expect(parseFaults(text)).toContain(says);
  });
});

describe("a fault", () => {
  it("is for an account by its name, and for no other", async () => {
    const [claims, policies] = [await reader("claims-prod"), await reader("policies-prod")];
    model.faults.add({ account: "aldermoor-claims-prod", effect: { kind: "denied" } });
    expect(await refusal(claims.list())).toMatchObject({ code: "AccessDenied", status: 403 });
    await policies.list();
  });

  it("is for buckets by a part of their name", async () => {
    const { s3, id } = await reader("claims-prod");
    const here = model.world.bucketsOf(id).filter(({ region }) => region === "eu-west-1");
    const [first, second] = here;
    model.faults.add({ bucket: `*${first?.name.slice(10)}`, effect: { kind: "throttled" } });
    const versioning = (Bucket: string | undefined) => s3.send(new GetBucketVersioningCommand({ Bucket }));
    expect(await refusal(versioning(first?.name))).toMatchObject({ code: "SlowDown", status: 503 });
    await versioning(second?.name);
  });

  it("is over when its time is, and not there before", async () => {
    const { list } = await reader("claims-prod");
    model.faults.add({ until: "2026-01-01T00:00:00Z", effect: { kind: "denied" } });
    model.faults.add({ from: 3600, effect: { kind: "denied" } });
    await list();
    model.faults.add({ from: "2026-01-01T00:00:00Z", until: 3600, effect: { kind: "denied" } });
    expect(await refusal(list())).toMatchObject({ code: "AccessDenied" });
  });

  it("falls as often as it says, and the same way every time", async () => {
    const falls = async () => {
      const other = await startModelOrg({ accounts: 3, buckets: 20 });
      other.faults.add({ probability: 0.3, operation: "ListBuckets", effect: { kind: "throttled" } });
      const { s3 } = clientsWith(other, "eu-west-1");
      const fell: boolean[] = [];
      for (let i = 0; i < 60; i++) {
        fell.push(
          await s3.send(new ListBucketsCommand({ MaxBuckets: 1 })).then(
            () => false,
            () => true,
          ),
        );
      }
      await other.stop();
      return fell;
    };
    const [one, two] = [await falls(), await falls()];
    expect(two).toEqual(one);
    expect(one.filter(Boolean).length).toBeGreaterThan(6);
    expect(one.filter(Boolean).length).toBeLessThan(32);
  });

  it("throttles an account that asks faster than its bucket fills", async () => {
    const { list } = await reader("claims-prod");
    const { list: others } = await reader("policies-prod");
    model.faults.add({ operation: "ListBuckets", effect: { kind: "throttle", perSecond: 0.001, burst: 2 } });
    await list();
    await list();
    expect(await refusal(list())).toMatchObject({ code: "SlowDown" });
    await others();
  });

  it("turns a region off, ends a session, says a bucket is missing, or deletes it", async () => {
    const { s3, id } = await reader("claims-prod");
    const [bucket] = model.world.bucketsOf(id).filter(({ region }) => region === "eu-west-1");
    const read = () => s3.send(new GetBucketVersioningCommand({ Bucket: bucket?.name }));
    for (const [effect, code] of [
      [{ kind: "region-disabled" }, "IllegalLocationConstraintException"],
      [{ kind: "expired-credentials" }, "ExpiredToken"],
      [{ kind: "no-such-bucket" }, "NoSuchBucket"],
    ] as const) {
      const fault = model.faults.add({ effect });
      expect(await refusal(read())).toMatchObject({ code });
      model.faults.remove(fault);
      await read();
    }
    model.faults.add({ operation: "GetBucketVersioning", times: 1, effect: { kind: "delete-bucket" } });
    expect(await refusal(read())).toMatchObject({ code: "NoSuchBucket" });
    expect(model.world.bucket(bucket?.name ?? "")).toBeUndefined();
  });

  it("says a bucket is missing only while enough calls are under way", async () => {
    const { s3, id } = await reader("policies-prod");
    const buckets = model.world.bucketsOf(id).filter(({ region }) => region === "eu-west-1");
    const read = (Bucket: string) => s3.send(new GetBucketVersioningCommand({ Bucket }));
    model.faults.add({ effect: { kind: "latency", milliseconds: 30 } });
    model.faults.add({ effect: { kind: "no-such-bucket", above: 2 } });
    await read(buckets[0]?.name ?? "");
    const many = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => read(buckets[i % buckets.length]?.name ?? "")),
    );
    expect(many.some(({ status }) => status === "rejected")).toBe(true);
    await read(buckets[0]?.name ?? "");
  });
});

it("a token bucket fills at its rate and no higher than its burst", () => {
  const tokens = new TokenBuckets();
  const rate = { perSecond: 2, burst: 3 };
  expect([0, 0, 0, 0].map((now) => tokens.take("a", rate, now))).toEqual([true, true, true, false]);
  expect([500, 500].map((now) => tokens.take("a", rate, now))).toEqual([true, false]);
  expect([60_000, 60_000, 60_000, 60_000].map((now) => tokens.take("a", rate, now))).toEqual([true, true, true, false]);
  expect(tokens.take("b", rate, 60_000)).toBe(true);
});
