import { ListRegionsCommand } from "@aws-sdk/client-account";
import { ListRootsCommand } from "@aws-sdk/client-organizations";
import {
  GetBucketVersioningCommand,
  ListBucketsCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { GetPublicAccessBlockCommand } from "@aws-sdk/client-s3-control";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { accountNamed, assume, clientsWith, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "../start-model-org";

let model: RunningModelOrg;

beforeAll(async () => {
  model = await startModelOrg({ accounts: 40, buckets: 2000 });
});

afterEach(() => model.faults.remove());
afterAll(() => model.stop());

async function reader(account: string, region = "eu-west-1", role: "reader" | "remediator" = "reader") {
  const { id } = accountNamed(model, account);
  const clients = clientsWith(model, region, await assume(model, id, role));
  const here = model.world
    .bucketsOf(id)
    .filter((bucket) => bucket.region === region && !bucket.policy?.includes("Vault"));
  return { id, ...clients, here, bucket: here[0]?.name ?? expect.fail("No bucket.") };
}

const list = (s3: S3Client) => s3.send(new ListBucketsCommand({ MaxBuckets: 5 }));
const versioning = (s3: S3Client, Bucket: string) => s3.send(new GetBucketVersioningCommand({ Bucket }));

describe("a connection that is cut", () => {
  it("half-way through the answer is an error of the network, however short the answer", async () => {
    const { s3, account, id } = await reader("claims-prod");
    model.faults.add({ effect: { kind: "hang-up", when: "half-way" } });
    await expect(list(s3)).rejects.toMatchObject({ code: "ECONNRESET" });
    await expect(account.send(new ListRegionsCommand({ AccountId: id }))).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  it("after the call leaves done what it asked for, and an event that says so", async () => {
    const { s3, bucket } = await reader("policies-prod", "eu-west-1", "remediator");
    const put = (name: string) =>
      s3.send(
        new PutPublicAccessBlockCommand({ Bucket: name, PublicAccessBlockConfiguration: { BlockPublicAcls: true } }),
      );
    const half = {
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    };
    const before = model.world.changeQueue.depth.visible;
    const fault = model.faults.add({ operation: "Put*", effect: { kind: "hang-up", when: "before" } });
    await expect(put(bucket)).rejects.toThrow();
    expect(model.world.bucket(bucket)?.block).not.toEqual(half);
    model.faults.remove(fault);
    model.faults.add({ operation: "Put*", effect: { kind: "hang-up", when: "after" } });
    expect(await refusal(put(bucket))).toMatchObject({ status: 0 });
    expect(model.world.bucket(bucket)?.block).toEqual(half);
    expect(model.world.changeQueue.depth.visible - before).toBe(1);
  });

  it("is every one to a region that is out, and no other", async () => {
    const [here, there] = [await reader("claims-prod"), await reader("claims-prod", "us-east-1")];
    model.faults.add({ region: "eu-west-1", effect: { kind: "outage" } });
    expect(await refusal(list(here.s3))).toMatchObject({ status: 0 });
    const control = here.s3control.send(new GetPublicAccessBlockCommand({ AccountId: here.id }));
    expect(await refusal(control)).toMatchObject({ status: 0 });
    await list(there.s3);
  });
});

describe("a session", () => {
  it("that was opened before is over in each protocol's own words, and a new one is good", async () => {
    const old = await reader("claims-prod");
    model.faults.add({ account: "aldermoor-claims-prod", effect: { kind: "expired-credentials" } });
    expect(await refusal(list(old.s3))).toMatchObject({ code: "ExpiredToken", status: 400 });
    expect(await refusal(old.sts.send(new GetCallerIdentityCommand({})))).toMatchObject({ code: /^ExpiredToken/ });
    const regions = old.account.send(new ListRegionsCommand({ AccountId: old.id }));
    expect(await refusal(regions)).toMatchObject({ code: "ExpiredTokenException" });
    await list((await reader("claims-prod")).s3);
  });

  it("is told apart by who holds it", async () => {
    const { s3 } = await reader("claims-prod");
    const { s3: own } = await reader("claims-prod", "eu-west-1", "remediator");
    model.faults.add({ caller: model.world.options.readRole, effect: { kind: "denied" } });
    model.faults.add({ caller: ["administrator", "person"], effect: { kind: "denied" } });
    expect(await refusal(list(s3))).toMatchObject({ code: "AccessDenied" });
    await list(own);
    const { organizations } = clientsWith(model, "us-east-1");
    expect(await refusal(organizations.send(new ListRootsCommand({})))).toMatchObject({
      code: "AccessDeniedException",
    });
    expect(model.faults.list().map(({ matched, happened }) => [matched, happened])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it("cannot be opened in an account that is meant by its name", async () => {
    const { id } = accountNamed(model, "claims-prod");
    model.faults.add({ service: "STS", account: "*-claims-prod", effect: { kind: "denied" } });
    expect(await refusal(assume(model, id, "reader"))).toMatchObject({ code: "AccessDenied" });
    await assume(model, accountNamed(model, "policies-prod").id, "reader");
  });
});

describe("a service asked too often", () => {
  it("says so in its own words", async () => {
    const { s3, s3control, sts, account, config, id } = await reader("claims-prod");
    const { organizations } = clientsWith(model, "us-east-1");
    model.faults.add({ effect: { kind: "throttled" } });
    const said = async (call: Promise<unknown>) => {
      const { code, status } = await refusal(call);
      return `${code} ${status}`;
    };
    expect(await said(list(s3))).toBe("SlowDown 503");
    expect(await said(s3control.send(new GetPublicAccessBlockCommand({ AccountId: id })))).toBe("SlowDown 503");
    expect(await said(sts.send(new GetCallerIdentityCommand({})))).toBe("Throttling 400");
    expect(await said(organizations.send(new ListRootsCommand({})))).toBe("TooManyRequestsException 400");
    expect(await said(account.send(new ListRegionsCommand({ AccountId: id })))).toBe("TooManyRequestsException 429");
    const { DescribeConfigurationRecordersCommand } = await import("@aws-sdk/client-config-service");
    expect(await said(config.send(new DescribeConfigurationRecordersCommand({})))).toBe("ThrottlingException 400");
  });

  it("counts together what its rule says is counted together", async () => {
    const [one, other] = [await reader("claims-prod"), await reader("policies-prod")];
    const throttle = { kind: "throttle" as const, perSecond: 0.001, burst: 2 };
    const whole = model.faults.add({ service: "S3", effect: { ...throttle, per: [] } });
    await list(one.s3);
    await versioning(other.s3, other.bucket);
    expect(await refusal(list(one.s3))).toMatchObject({ code: "SlowDown" });
    model.faults.remove(whole);
    model.faults.add({ service: "S3", effect: { ...throttle, per: ["account"] } });
    await list(one.s3);
    await versioning(one.s3, one.bucket);
    expect(await refusal(list(one.s3))).toMatchObject({ code: "SlowDown" });
    await list(other.s3);
  });
});

describe("a bucket", () => {
  it("is deleted at the call that is named, once, and somebody did it", async () => {
    const { s3, here, bucket } = await reader("data-lake-prod", "us-east-1");
    const before = model.world.changeQueue.depth.visible;
    model.faults.add({ bucket, operation: "GetBucket*", effect: { kind: "delete-bucket", at: 3 } });
    await versioning(s3, bucket);
    await versioning(s3, bucket);
    expect(await refusal(versioning(s3, bucket))).toMatchObject({ code: "NoSuchBucket" });
    expect(model.faults.list()).toEqual([]);
    expect(model.world.changeQueue.depth.visible - before).toBe(1);
    await versioning(s3, here[1]?.name ?? "");
  });

  it("that is there is said to be missing only where many ask at once", async () => {
    const { s3, here } = await reader("data-lake-prod", "us-east-1");
    // So that they are under way together, however busy the machine is.
    model.faults.add({ operation: "GetBucketVersioning", effect: { kind: "latency", milliseconds: 100 } });
    model.faults.add({ operation: "GetBucketVersioning", effect: { kind: "no-such-bucket", above: 3 } });
    for (const { name } of here.slice(0, 3)) await versioning(s3, name);
    const many = await Promise.allSettled(here.slice(0, 12).map(({ name }) => versioning(s3, name)));
    expect(many.filter(({ status }) => status === "rejected").length).toBeGreaterThan(0);
  });
});

it("a delay is drawn between two numbers", async () => {
  const { s3 } = await reader("claims-prod");
  model.faults.add({ effect: { kind: "latency", milliseconds: [40, 60] } });
  const began = performance.now();
  await list(s3);
  expect(performance.now() - began).toBeGreaterThanOrEqual(38);
});

it("trying again is another draw: what falls on one call in two lets every caller through in the end", async () => {
  const { s3 } = await reader("claims-prod");
  model.faults.add({ probability: 0.5, effect: { kind: "throttled" } });
  let tries = 1;
  while (
    await list(s3).then(
      () => false,
      () => true,
    )
  ) {
    tries++;
    expect(tries).toBeLessThan(30);
  }
});
