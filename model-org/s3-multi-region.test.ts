import {
  CreateMultiRegionAccessPointCommand,
  DeleteMultiRegionAccessPointCommand,
  DescribeMultiRegionAccessPointOperationCommand,
  GetMultiRegionAccessPointCommand,
  GetMultiRegionAccessPointPolicyCommand,
  GetMultiRegionAccessPointPolicyStatusCommand,
  GetMultiRegionAccessPointRoutesCommand,
  ListMultiRegionAccessPointsCommand,
  PutMultiRegionAccessPointPolicyCommand,
  type S3ControlClient,
  SubmitMultiRegionAccessPointRoutesCommand,
} from "@aws-sdk/client-s3-control";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { accountNamed, assume, clientsWith, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import { realClock } from "./world/clock";
import { blockAll } from "./world/configuration";

let model: RunningModelOrg;

beforeAll(async () => {
  model = await startModelOrg();
});

afterEach(() => {
  model.world.clock = realClock;
});

afterAll(async () => {
  await model.stop();
});

const idOf = (name: string) => accountNamed(model, name).id;

/** Somebody who may change everything in an account, where these are asked about. */
const owner = (name: string, region = "us-west-2") => ({ AccountId: idOf(name), ...clientsWith(model, region) });

const wait = (milliseconds: number) => {
  const { clock } = model.world;
  model.world.clock = { now: () => new Date(clock.now().getTime() + milliseconds) };
};

/** One bucket of an account in each of two regions. */
const buckets = (name: string) =>
  ["eu-west-1", "eu-central-1"].map(
    (region) =>
      model.world.bucketsOf(idOf(name)).find((one) => one.region === region)?.name ?? expect.fail("no such bucket"),
  );

const described = async (client: S3ControlClient, AccountId: string, RequestTokenARN: string | undefined) =>
  (await client.send(new DescribeMultiRegionAccessPointOperationCommand({ AccountId, RequestTokenARN })))
    .AsyncOperation;

const policyFor = (AccountId: string, alias: string, Principal: unknown) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal,
        Action: "s3:GetObject",
        Resource: `arn:aws:s3::${AccountId}:accesspoint/${alias}/object/*`,
      },
    ],
  });

it("are of every kind a control tells apart, as a reader finds them", async () => {
  const seen = await Promise.all(
    ["data-lake-prod", "claims-prod", "partner-exchange-prod", "billing-prod"].map(async (name) => {
      const AccountId = idOf(name);
      const { s3control } = clientsWith(model, "us-west-2", await assume(model, AccountId, "reader"));
      const { AccessPoints = [] } = await s3control.send(new ListMultiRegionAccessPointsCommand({ AccountId }));
      const [point] = AccessPoints;
      if (!point) return [name, "none"] as const;
      const asked = { AccountId, Name: point.Name };
      expect(await s3control.send(new GetMultiRegionAccessPointCommand(asked))).toMatchObject({ AccessPoint: point });
      const { Policy } = await s3control.send(new GetMultiRegionAccessPointPolicyCommand(asked));
      const { Established } = await s3control.send(new GetMultiRegionAccessPointPolicyStatusCommand(asked));
      return [
        name,
        {
          status: point.Status,
          blocked: point.PublicAccessBlock?.BlockPublicPolicy,
          policy: Policy?.Established?.Policy !== undefined,
          public: Established?.IsPublic,
          regions: new Set(point.Regions?.map(({ Region }) => Region)).size === point.Regions?.length,
        },
      ] as const;
    }),
  );
  expect(Object.fromEntries(seen)).toEqual({
    "data-lake-prod": { status: "READY", blocked: true, policy: true, public: false, regions: true },
    "claims-prod": { status: "READY", blocked: true, policy: false, public: false, regions: true },
    "partner-exchange-prod": { status: "READY", blocked: false, policy: true, public: true, regions: true },
    "billing-prod": "none",
  });
});

it("are asked about in us-west-2, and in no other region", async () => {
  const { AccountId, s3control } = owner("claims-prod", "eu-west-1");
  const list = s3control.send(new ListMultiRegionAccessPointsCommand({ AccountId }));
  expect(await refusal(list)).toMatchObject({ code: "PermanentRedirectControlError", status: 301 });
});

it("are made and taken away by requests that take their time", async () => {
  const { AccountId, s3control } = owner("claims-dev");
  const Name = "made-here";
  const Details = { Name, Regions: buckets("claims-dev").map((Bucket) => ({ Bucket })) };
  const create = () =>
    s3control.send(new CreateMultiRegionAccessPointCommand({ AccountId, ClientToken: "once", Details }));
  const { RequestTokenARN } = await create();
  expect((await create()).RequestTokenARN).toBe(RequestTokenARN);
  const get = () => s3control.send(new GetMultiRegionAccessPointCommand({ AccountId, Name }));
  expect(await get()).toMatchObject({ AccessPoint: { Status: "CREATING", PublicAccessBlock: blockAll } });
  expect(await described(s3control, AccountId, RequestTokenARN)).toMatchObject({
    Operation: "CreateMultiRegionAccessPoint",
    RequestStatus: "INPROGRESS",
  });
  wait(2000);
  expect(await get()).toMatchObject({ AccessPoint: { Status: "READY" } });
  expect(await described(s3control, AccountId, RequestTokenARN)).toMatchObject({ RequestStatus: "SUCCEEDED" });

  const remove = (ClientToken: string) =>
    s3control.send(new DeleteMultiRegionAccessPointCommand({ AccountId, ClientToken, Details: { Name } }));
  expect(await refusal(remove("once"))).toMatchObject({ code: "ClientTokenConflict", status: 409 });
  await remove("away");
  expect(await get()).toMatchObject({ AccessPoint: { Status: "DELETING" } });
  wait(2000);
  expect(await refusal(get())).toMatchObject({ code: "NoSuchMultiRegionAccessPoint", status: 404 });
});

it("come to nothing where AWS makes none, which is said later", async () => {
  const { AccountId, s3control } = owner("claims-prod");
  const [first = ""] = buckets("claims-prod");
  const beside = model.world.bucketsOf(AccountId).filter(({ region }) => region === "eu-west-1")[1]?.name;
  const outcome = async (Name: string, ...names: (string | undefined)[]) => {
    const Details = { Name, Regions: names.map((Bucket) => ({ Bucket })) };
    const ClientToken = `${Name} of ${names.join()}`;
    const { RequestTokenARN } = await s3control.send(
      new CreateMultiRegionAccessPointCommand({ AccountId, ClientToken, Details }),
    );
    wait(2000);
    const { RequestStatus, ResponseDetails } = (await described(s3control, AccountId, RequestTokenARN)) ?? {};
    expect(RequestStatus).toBe("FAILED");
    return ResponseDetails?.ErrorDetails?.Code;
  };
  expect(await outcome("claims-failover", first)).toBe("MultiRegionAccessPointAlreadyOwnedByYou");
  expect(await outcome("new", first, "no-such-bucket-anywhere")).toBe("NoSuchBucket");
  expect(await outcome("new", ...buckets("claims-dev"))).toBe("NoSuchBucket");
  expect(await outcome("new", first, beside)).toBe("MultiRegionAccessPointSameBucketRegion");
  const unknown = described(s3control, AccountId, "arn:aws:s3:us-west-2:1:async-request/mrap/create/never");
  expect(await refusal(unknown)).toMatchObject({ code: "NoSuchAsyncRequest", status: 404 });
});

it("get a policy that is proposed first and established later, and no public one under a block", async () => {
  const { AccountId, s3control } = owner("claims-prod");
  const Name = "claims-failover";
  const { AccessPoint } = await s3control.send(new GetMultiRegionAccessPointCommand({ AccountId, Name }));
  const put = async (Principal: unknown) => {
    const Policy = policyFor(AccountId, AccessPoint?.Alias ?? "", Principal);
    const { RequestTokenARN } = await s3control.send(
      new PutMultiRegionAccessPointPolicyCommand({ AccountId, Details: { Name, Policy } }),
    );
    return { Policy, RequestTokenARN };
  };
  const read = async () =>
    (await s3control.send(new GetMultiRegionAccessPointPolicyCommand({ AccountId, Name }))).Policy;
  const open = await put("*");
  wait(2000);
  expect(await described(s3control, AccountId, open.RequestTokenARN)).toMatchObject({
    RequestStatus: "FAILED",
    ResponseDetails: { ErrorDetails: { Code: "AccessDenied" } },
  });
  const { Policy } = await put({ AWS: idOf("claims-dev") });
  expect(await read()).toEqual({ Proposed: { Policy } });
  wait(2000);
  expect(await read()).toEqual({ Established: { Policy } });
  const status = new GetMultiRegionAccessPointPolicyStatusCommand({ AccountId, Name });
  expect(await s3control.send(status)).toMatchObject({ Established: { IsPublic: false } });
});

it("route to what is active, and one at least is", async () => {
  const { AccountId, s3control } = owner("data-lake-prod");
  const { AccessPoints: [point] = [] } = await s3control.send(new ListMultiRegionAccessPointsCommand({ AccountId }));
  const Mrap = `arn:aws:s3::${AccountId}:accesspoint/${point?.Alias}`;
  const routes = async () =>
    (await s3control.send(new GetMultiRegionAccessPointRoutesCommand({ AccountId, Mrap }))).Routes ?? [];
  const before = await routes();
  expect(before.map(({ TrafficDialPercentage }) => TrafficDialPercentage)).toContain(100);
  const submit = (dial: number) =>
    s3control.send(
      new SubmitMultiRegionAccessPointRoutesCommand({
        AccountId,
        Mrap,
        RouteUpdates: before.map(({ Bucket }) => ({ Bucket, TrafficDialPercentage: dial })),
      }),
    );
  expect(await refusal(submit(0))).toMatchObject({ code: "InvalidRequest", status: 400 });
  expect(await refusal(submit(50))).toMatchObject({ code: "InvalidRequest", status: 400 });
  await submit(100);
  expect((await routes()).every(({ TrafficDialPercentage }) => TrafficDialPercentage === 100)).toBe(true);
});
