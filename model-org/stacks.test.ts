import {
  CloudFormationClient,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  DetectStackDriftCommand,
  ListStacksCommand,
  paginateDescribeStackResourceDrifts,
  type Stack,
  type StackResourceDrift,
} from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, assume, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";

let model: RunningModelOrg;

beforeAll(async () => {
  model = await startModelOrg();
});

afterAll(async () => {
  await model.stop();
});

async function reader(account: string, region = "eu-west-1") {
  const credentials = await assume(model, accountNamed(model, account).id, "reader");
  const requestHandler = new Transport({ url: model.url });
  return new CloudFormationClient({ region, credentials, maxAttempts: 1, requestHandler });
}

const stacksOf = async (client: CloudFormationClient): Promise<Stack[]> =>
  (await client.send(new DescribeStacksCommand({}))).Stacks ?? [];

async function driftsOf(client: CloudFormationClient, StackName: string | undefined): Promise<StackResourceDrift[]> {
  const all: StackResourceDrift[] = [];
  for await (const page of paginateDescribeStackResourceDrifts({ client, pageSize: 2 }, { StackName })) {
    expect(page.StackResourceDrifts?.length).toBeLessThanOrEqual(2);
    all.push(...(page.StackResourceDrifts ?? []));
  }
  return all;
}

/** Looks for drift of a stack, and waits in the world's own time. */
async function detect(client: CloudFormationClient, StackName: string | undefined) {
  const { StackDriftDetectionId } = await client.send(new DetectStackDriftCommand({ StackName }));
  const status = () => client.send(new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }));
  expect(await status()).toMatchObject({ DetectionStatus: "DETECTION_IN_PROGRESS" });
  expect(await refusal(client.send(new DetectStackDriftCommand({ StackName })))).toMatchObject({
    code: "ValidationError",
  });
  const { clock } = model.world;
  const passed = clock.now().getTime() + 60_000;
  model.world.clock = { now: () => new Date(passed) };
  return status();
}

/** A stack that a schedule found as its template says. */
async function somethingInSync() {
  for (const { name } of model.world.tree.accounts.filter(({ name }) => name.endsWith("-prod"))) {
    const client = await reader(name.replace("aldermoor-", ""));
    const inSync = (await stacksOf(client)).find(
      ({ DriftInformation: drift }) => drift?.StackDriftStatus === "IN_SYNC",
    );
    if (inSync) return { client, inSync };
  }
  return expect.fail("Nothing is in sync.");
}

describe("stacks", () => {
  it("hold buckets that are there, and are found by them", async () => {
    const client = await reader("claims-prod");
    const [stack] = (await stacksOf(client)).filter(({ StackName }) => StackName?.startsWith("storage"));
    const named = new DescribeStackResourcesCommand({ StackName: stack?.StackName });
    const { StackResources: resources = [] } = await client.send(named);
    const bucket = resources.find(({ ResourceType }) => ResourceType === "AWS::S3::Bucket");
    expect(model.world.bucket(bucket?.PhysicalResourceId ?? "")).toMatchObject({ region: "eu-west-1" });
    const byBucket = new DescribeStackResourcesCommand({ PhysicalResourceId: bucket?.PhysicalResourceId });
    expect(await client.send(byBucket)).toMatchObject({ StackResources: resources });
  });

  it("do not hold buckets made by hand", async () => {
    const client = await reader("claims-prod");
    const held = new Set<string>();
    for (const { StackId } of await stacksOf(client)) {
      const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: StackId }));
      for (const { PhysicalResourceId } of StackResources) held.add(PhysicalResourceId ?? "");
    }
    const own = model.world.bucketsOf(accountNamed(model, "claims-prod").id).find(({ name }) => !held.has(name));
    const ask = new DescribeStackResourcesCommand({ PhysicalResourceId: own?.name });
    expect(await refusal(client.send(ask))).toMatchObject({ code: "ValidationError", status: 400 });
  });

  it("are not there under another name, and deleted ones are listed but not described", async () => {
    const client = await reader("claims-dev");
    expect(await refusal(client.send(new DescribeStacksCommand({ StackName: "no-such-stack" })))).toEqual({
      code: "ValidationError",
      status: 400,
      message: "Stack with id no-such-stack does not exist",
    });
    const { StackSummaries: listed = [] } = await client.send(
      new ListStacksCommand({ StackStatusFilter: ["DELETE_COMPLETE"] }),
    );
    expect(listed.map(({ StackName }) => StackName)).toEqual(["load-test"]);
    expect(await refusal(client.send(new DescribeStacksCommand({ StackName: "load-test" })))).toMatchObject({
      code: "ValidationError",
    });
    expect((await stacksOf(client)).map(({ StackName }) => StackName)).not.toContain("load-test");
  });

  it("bring the roles of Breakwater to every account that has them", async () => {
    const client = await reader("claims-prod", "us-east-1");
    const set = (await stacksOf(client)).find(({ StackName }) => StackName?.startsWith("StackSet-"));
    const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: set?.StackName }));
    expect(StackResources.map(({ PhysicalResourceId }) => PhysicalResourceId)).toEqual([
      "BreakwaterRead",
      "BreakwaterRemediate",
    ]);
  });

  it("are in sync, drifted, looked at long ago or never, among those of the organization", async () => {
    const found = new Set<string>();
    const now = model.world.clock.now().getTime();
    for (const name of [
      "claims-prod",
      "policies-prod",
      "billing-prod",
      "payments-prod",
      "data-lake-prod",
      "shared-services",
    ]) {
      for (const { DriftInformation: drift } of await stacksOf(await reader(name))) {
        const at = drift?.LastCheckTimestamp?.getTime();
        found.add(`${drift?.StackDriftStatus}${at !== undefined && now - at > 7 * 86_400_000 ? " long ago" : ""}`);
      }
    }
    expect([...found]).toEqual(expect.arrayContaining(["IN_SYNC", "DRIFTED", "NOT_CHECKED"]));
    expect([...found].some((status) => status.endsWith("long ago"))).toBe(true);
  });
});

describe("drift", () => {
  it("is what the template says against what the bucket is now, once it was looked for", async () => {
    const { client, inSync } = await somethingInSync();
    const drifts = await driftsOf(client, inSync.StackName);
    expect(drifts.map(({ StackResourceDriftStatus: status }) => status)).toEqual(drifts.map(() => "IN_SYNC"));
    const bucket = model.world.bucket(drifts[0]?.PhysicalResourceId ?? "");
    if (!bucket) return expect.fail("The stack holds no bucket.");
    model.world.changeBucket(bucket.name, {
      ...bucket,
      encryption: { algorithm: "AES256" },
      block: null,
      versioning: null,
      tags: { ...bucket.tags, added: "by hand" },
    });
    // Nobody looked since.
    expect((await driftsOf(client, inSync.StackName))[0]).toEqual(drifts[0]);

    expect(await detect(client, inSync.StackName)).toMatchObject({
      DetectionStatus: "DETECTION_COMPLETE",
      StackDriftStatus: "DRIFTED",
      DriftedStackResourceCount: 1,
    });
    const [now] = await driftsOf(client, inSync.StackName);
    expect(now).toMatchObject({ StackResourceDriftStatus: "MODIFIED", PhysicalResourceId: bucket.name });
    const expected = JSON.parse(now?.ExpectedProperties ?? "{}") as Record<string, unknown>;
    for (const one of now?.PropertyDifferences ?? [])
      expect(Object.keys(expected)).toContain(one.PropertyPath?.split("/")[1]);
    const tags = now?.PropertyDifferences?.find((one) => one.DifferenceType === "ADD");
    if (bucket.tags) expect(tags?.ActualValue).toBe('{"Key":"added","Value":"by hand"}');
    if (bucket.block) {
      expect(now?.PropertyDifferences).toContainEqual(
        expect.objectContaining({ PropertyPath: "/PublicAccessBlockConfiguration", DifferenceType: "REMOVE" }),
      );
    }
    model.world.changeBucket(bucket.name, bucket);
    expect(await detect(client, inSync.StackName)).toMatchObject({ StackDriftStatus: "IN_SYNC" });
  });

  it("finds the bucket that was deleted past its stack", async () => {
    const client = await reader("policies-prod");
    await detect(client, "storage-1");
    const gone = new DescribeStackResourceDriftsCommand({
      StackName: "storage-1",
      StackResourceDriftStatusFilters: ["DELETED"],
    });
    expect(await client.send(gone)).toMatchObject({
      StackResourceDrifts: [
        { PhysicalResourceId: "aldermoor-policies-prod-retired", StackResourceDriftStatus: "DELETED" },
      ],
    });
  });

  it("has no detection under an id nobody was given", async () => {
    const client = await reader("claims-prod");
    const ask = new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId: "made-up" });
    expect(await refusal(client.send(ask))).toMatchObject({ code: "ValidationError", status: 400 });
  });
});
