import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ListRegionsCommand } from "@aws-sdk/client-account";
import { SelectAggregateResourceConfigCommand } from "@aws-sdk/client-config-service";
import {
  DescribeOrganizationCommand,
  ListHandshakesForAccountCommand,
  paginateListAccounts,
} from "@aws-sdk/client-organizations";
import {
  CreateBucketCommand,
  GetBucketMetadataTableConfigurationCommand,
  GetBucketVersioningCommand,
  ListBucketsCommand,
  paginateListBuckets,
} from "@aws-sdk/client-s3";
import { ListAccessPointsCommand } from "@aws-sdk/client-s3-control";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { accountNamed, assume, clientsWith, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import type { Bucket } from "./world/configuration";

let model: RunningModelOrg;

beforeAll(async () => {
  model = await startModelOrg();
});

afterEach(() => {
  model.faults.remove();
});

afterAll(async () => {
  await model.stop();
});

async function lake() {
  const { id } = accountNamed(model, "data-lake-prod");
  const keys = await assume(model, id, "reader");
  return { id, keys, buckets: model.world.bucketsOf(id), ...clientsWith(model, "us-east-1", keys) };
}

describe("lists", () => {
  it("come in pages of MaxBuckets that together are all buckets once, each with its region", async () => {
    const { s3, buckets } = await lake();
    const pages: number[] = [];
    const names: (string | undefined)[] = [];
    for await (const { Buckets = [] } of paginateListBuckets({ client: s3, pageSize: 50 }, {})) {
      pages.push(Buckets.length);
      names.push(...Buckets.map(({ Name }) => Name));
      for (const { BucketRegion } of Buckets) expect(BucketRegion).toMatch(/^[a-z]+-[a-z]+-\d$/);
    }
    expect(Math.max(...pages)).toBe(50);
    expect(pages.length).toBe(Math.ceil(buckets.length / 50));
    expect(names).toEqual(buckets.map(({ name }) => name));
  });

  it("leave the region out where nothing is asked for, as AWS does", async () => {
    const { s3 } = await lake();
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets.length).toBeGreaterThan(0);
    expect(Buckets.filter(({ BucketRegion }) => BucketRegion !== undefined)).toEqual([]);
  });

  it("are narrowed by region and by prefix", async () => {
    const { s3, buckets } = await lake();
    const asked = { BucketRegion: "eu-central-1", Prefix: "aldermoor-data-lake-prod-r", MaxBuckets: 1000 };
    const { Buckets = [] } = await s3.send(new ListBucketsCommand(asked));
    expect(Buckets.map(({ Name }) => Name)).toEqual(
      buckets
        .filter(({ name, region }) => region === asked.BucketRegion && name.startsWith(asked.Prefix))
        .map(({ name }) => name),
    );
  });

  it("refuse a token they never gave", async () => {
    const { s3 } = await lake();
    expect(await refusal(s3.send(new ListBucketsCommand({ ContinuationToken: "made-up" })))).toMatchObject({
      code: "InvalidArgument",
    });
  });

  it("hold every account, twenty at a time", async () => {
    const { organizations } = clientsWith(model, "us-east-1");
    const pages: number[] = [];
    for await (const { Accounts = [] } of paginateListAccounts({ client: organizations }, {}))
      pages.push(Accounts.length);
    expect(pages).toEqual([20, 20, 20]);
  });

  it("answer for regions, access points and Config's aggregate alike", async () => {
    const { id, account, s3control } = await lake();
    const { Regions = [] } = await account.send(new ListRegionsCommand({ AccountId: id, MaxResults: 50 }));
    expect(Regions.map(({ RegionName }) => RegionName)).toEqual(model.world.regions);
    const { AccessPointList = [] } = await s3control.send(new ListAccessPointsCommand({ AccountId: id }));
    expect(AccessPointList.length).toBeGreaterThan(0);
    const { Results = [], NextToken } = await clientsWith(model, "eu-west-1").config.send(
      new SelectAggregateResourceConfigCommand({
        ConfigurationAggregatorName: "organization",
        Expression: "SELECT accountId, resourceName WHERE resourceType = 'AWS::S3::Bucket'",
        Limit: 10,
      }),
    );
    expect(Results).toHaveLength(10);
    expect(NextToken).toBeDefined();
  });
});

describe("what the model does not do", () => {
  it("is answered with 501, never as if it were empty", async () => {
    const { s3, buckets, organizations } = {
      ...(await lake()),
      organizations: clientsWith(model, "us-east-1").organizations,
    };
    const [bucket] = buckets;
    expect(
      await refusal(s3.send(new GetBucketMetadataTableConfigurationCommand({ Bucket: bucket?.name }))),
    ).toMatchObject({
      code: "NotImplemented",
      status: 501,
    });
    expect(await refusal(organizations.send(new ListHandshakesForAccountCommand({})))).toMatchObject({
      code: "NotImplemented",
      status: 501,
    });
  });

  const signed = (service: string) => ({
    authorization: `AWS4-HMAC-SHA256 Credential=AKIAADMINISTRATOR000/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  });

  it.each([
    ["a service it has no model of", "dynamodb", "/", 501],
    ["an operation S3 does not have", "s3", "/a-bucket?no-such-thing", 405],
    ["an action STS does not have", "sts", "/?Action=NoSuchAction&Version=2011-06-15", 400],
    ["a target Organizations does not have", "organizations", "/", 400],
  ])("is refused for %s", async (_, service, route, status) => {
    const answer = await fetch(`${model.url}${route}`, { method: "POST", headers: signed(service) });
    expect(answer.status).toBe(status);
  });

  it("is refused without a signature", async () => {
    const answer = await fetch(`${model.url}/`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("MissingAuthenticationToken");
  });

  it("is refused for a body nobody can read", async () => {
    const answer = await fetch(`${model.url}/a-bucket?publicAccessBlock`, {
      method: "PUT",
      headers: signed("s3"),
      body: "{not xml",
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("<Error>");
  });
});

describe("faults", () => {
  it("fail the calls they name, and no other", async () => {
    const { s3, buckets } = await lake();
    const here = buckets.filter(({ region }) => region === "us-east-1");
    const [first, second] = here as [Bucket, Bucket];
    model.faults.add({
      operation: "GetBucketVersioning",
      bucket: first.name,
      effect: { kind: "error", code: "SlowDown", status: 503 },
    });
    const versioning = ({ name }: Bucket) => s3.send(new GetBucketVersioningCommand({ Bucket: name }));
    expect(await refusal(versioning(first))).toMatchObject({ code: "SlowDown", status: 503 });
    await versioning(second);
  });

  it("hang up, answer with another root element, or break off", async () => {
    const { s3 } = await lake();
    const list = () => s3.send(new ListBucketsCommand({ MaxBuckets: 5 }));
    const hangUp = model.faults.add({ effect: { kind: "hang-up" } });
    expect(await refusal(list())).toMatchObject({ status: 0 });
    model.faults.remove(hangUp);
    const wrong = model.faults.add({ effect: { kind: "wrong-root" } });
    expect((await list()).Buckets).toBeUndefined();
    model.faults.remove(wrong);
    model.faults.add({ effect: { kind: "truncated" } });
    await expect(list()).rejects.toThrow();
  });

  it("are gone after the number of calls they are for", async () => {
    const { s3 } = await lake();
    const list = () => s3.send(new ListBucketsCommand({ MaxBuckets: 5 }));
    model.faults.add({ times: 2, effect: { kind: "error", code: "SlowDown", status: 503 } });
    expect(await refusal(list())).toMatchObject({ code: "SlowDown" });
    expect(await refusal(list())).toMatchObject({ code: "SlowDown" });
    await list();
    expect(model.faults.list()).toEqual([]);
  });

  it("delay", async () => {
    const { s3 } = await lake();
    model.faults.add({ effect: { kind: "latency", milliseconds: 120 } });
    const began = performance.now();
    await s3.send(new ListBucketsCommand({ MaxBuckets: 5 }));
    expect(performance.now() - began).toBeGreaterThanOrEqual(115);
  });
});

describe("the control API", () => {
  const control = async (method: string, route: string, body?: object): Promise<{ status: number; told: never }> => {
    const answer = await fetch(`${model.controlUrl}${route}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, told: (await answer.json()) as never };
  };

  it("tells the state", async () => {
    expect((await control("GET", "/state")).told).toMatchObject({
      seed: "aldermoor",
      buckets: model.world.bucketCount,
    });
  });

  it("changes a bucket behind AWS's back, makes one and takes one away", async () => {
    const { id, s3, buckets } = await lake();
    const [bucket] = buckets.filter(({ region }) => region === "us-east-1");
    const versioning = { status: "Suspended", mfaDelete: false };
    await control("POST", `/buckets/${bucket?.name}`, { versioning });
    const asked = new GetBucketVersioningCommand({ Bucket: bucket?.name });
    expect(await s3.send(asked)).toMatchObject({ Status: "Suspended" });
    await control("POST", "/buckets/made-here", { accountId: id, region: "us-east-1" });
    expect(await s3.send(new GetBucketVersioningCommand({ Bucket: "made-here" }))).not.toHaveProperty("Status");
    expect((await control("DELETE", "/buckets/made-here")).status).toBe(200);
    expect((await control("GET", "/buckets/made-here")).status).toBe(404);
  });

  it("takes a role away and gives it back, and moves an account", async () => {
    const { id, ouId } = accountNamed(model, "telematics-dev");
    await control("POST", `/accounts/${id}/role`, { present: false });
    expect(await refusal(assume(model, id, "reader"))).toMatchObject({ code: "AccessDenied" });
    await control("POST", `/accounts/${id}/role`, { present: true });
    await assume(model, id, "reader");
    await control("POST", `/accounts/${id}/ou`, { ou: "Sandbox" });
    expect(model.world.ou(model.world.account(id)?.ouId ?? "")?.name).toBe("Sandbox");
    await control("POST", `/accounts/${id}/ou`, { ou: ouId });
  });

  it("adds a fault, lists it and takes it away", async () => {
    const fault = { operation: "ListBuckets", effect: { kind: "error", code: "AccessDenied", status: 403 } };
    const { told } = await control("POST", "/faults", fault);
    const { s3 } = await lake();
    expect(await refusal(s3.send(new ListBucketsCommand({})))).toMatchObject({ code: "AccessDenied" });
    expect((await control("GET", "/faults")).told).toMatchObject([fault]);
    await control("DELETE", `/faults/${(told as { id: string }).id}`);
    await s3.send(new ListBucketsCommand({}));
  });

  it("counts the calls that reached an operation", async () => {
    await control("DELETE", "/calls");
    await clientsWith(model, "us-east-1").sts.send(new GetCallerIdentityCommand({}));
    expect((await control("GET", "/calls")).told).toEqual({ "STS.GetCallerIdentity.200": 1 });
  });

  it("refuses with a sentence what it does not know", async () => {
    expect(await control("GET", "/nothing")).toMatchObject({ status: 404, told: { error: expect.any(String) } });
    expect((await control("POST", "/faults", { effect: { kind: "earthquake" } })).status).toBe(400);
    expect((await control("POST", "/accounts/111111111111/role", {})).status).toBe(404);
  });
});

describe("a state file", () => {
  it("keeps what was changed for the next start of the same seed, and for no other", async () => {
    const directory = mkdtempSync(path.join(tmpdir(), "breakwater-model-"));
    const state = path.join(directory, "state.json");
    const start = (seed: string) => startModelOrg({ accounts: 3, buckets: 5, seed, state });
    try {
      const first = await start("one");
      await clientsWith(first, "eu-west-1").s3.send(new CreateBucketCommand({ Bucket: "kept" }));
      await vi.waitFor(async () => {
        const second = await start("one");
        const kept = second.world.bucket("kept");
        await second.stop();
        expect(kept).toMatchObject({ region: "eu-west-1" });
      });
      await first.stop();
      const other = await start("two");
      expect(other.world.bucket("kept")).toBeUndefined();
      await other.stop();
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});

describe("who calls", () => {
  it("is the management account's administrator for a key nobody knows", async () => {
    const { sts, organizations } = clientsWith(model, "us-east-1", {
      accessKeyId: "AKIAWHOEVER",
      secretAccessKey: "x",
    });
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: model.managementAccountId });
    expect((await organizations.send(new DescribeOrganizationCommand({}))).Organization?.Id).toBe(model.organizationId);
  });
});
