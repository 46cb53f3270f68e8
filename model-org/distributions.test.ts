import {
  CloudFrontClient,
  CreateOriginAccessControlCommand,
  DeleteOriginAccessControlCommand,
  type Distribution,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  GetOriginAccessControlCommand,
  ListDistributionsCommand,
  ListOriginAccessControlsCommand,
  type Origin,
  paginateListDistributions,
  UpdateDistributionCommand,
} from "@aws-sdk/client-cloudfront";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, assume, type Keys, refusal } from "@/testing/model-clients";
import { ownerOf } from "./smoke/owner";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";

let model: RunningModelOrg;

beforeAll(async () => {
  model = await startModelOrg();
});

afterAll(async () => {
  await model.stop();
});

function client(credentials: Keys) {
  const requestHandler = new Transport({ url: model.url });
  return new CloudFrontClient({ region: "us-east-1", credentials, maxAttempts: 1, requestHandler });
}

const reader = async (account: string) => client(await assume(model, accountNamed(model, account).id, "reader"));

const originsOf = async (account: string): Promise<Origin[]> => {
  const { DistributionList: list } = await (await reader(account)).send(new ListDistributionsCommand({}));
  return (list?.Items ?? []).flatMap(({ Origins }) => Origins?.Items ?? []);
};

const owner = async (account: string) => client(await ownerOf(model, account));

describe("distributions", () => {
  it("are those bucket policies name, in front of that bucket, behind an access control that exists", async () => {
    const web = model.world.tree.accounts.filter(({ name }) => name.includes("-web-"));
    const named = web
      .flatMap(({ id }) => model.world.bucketsOf(id))
      .filter((one) => one.policy?.includes("cloudfront"));
    expect(named.length).toBeGreaterThan(0);
    for (const bucket of named) {
      const [, id] = /:distribution\/(E[A-Z0-9]+)/.exec(bucket.policy ?? "") ?? [];
      const cloudfront = client(await assume(model, bucket.accountId, "reader"));
      const { Distribution: found } = await cloudfront.send(new GetDistributionCommand({ Id: id }));
      const [origin] = found?.DistributionConfig?.Origins?.Items ?? [];
      expect(found?.ARN).toBe(`arn:aws:cloudfront::${bucket.accountId}:distribution/${id}`);
      expect(origin?.DomainName).toBe(`${bucket.name}.s3.${bucket.region}.amazonaws.com`);
      const control = new GetOriginAccessControlCommand({ Id: origin?.OriginAccessControlId });
      expect((await cloudfront.send(control)).OriginAccessControl?.OriginAccessControlConfig?.SigningBehavior).toBe(
        "always",
      );
    }
  });

  it("stand in front of a website endpoint, of a bucket that is gone, behind an identity, behind nothing", async () => {
    const buckets = new Set(model.world.tree.accounts.flatMap(({ id }) => model.world.bucketNames(id)));
    const bucketOf = ({ DomainName = "" }: Origin) => DomainName.slice(0, DomainName.indexOf(".s3"));
    const website = (await originsOf("web-aldermoor")).filter(({ CustomOriginConfig: own }) => own);
    expect(website.map(({ DomainName }) => DomainName)).toEqual([expect.stringMatching(/\.s3-website[.-]/)]);
    const careers = await originsOf("web-careers");
    expect(careers.filter((origin) => !buckets.has(bucketOf(origin)))).toHaveLength(1);
    const campaigns = await originsOf("web-campaigns");
    expect(campaigns.filter(({ S3OriginConfig: s3 }) => s3?.OriginAccessIdentity)).toHaveLength(1);
    const brokers = await originsOf("web-brokers");
    expect(
      brokers.filter((one) => !one.OriginAccessControlId && !one.S3OriginConfig?.OriginAccessIdentity),
    ).toHaveLength(1);
    const untold = brokers.filter(({ OriginAccessControlId: id }) => id).map(bucketOf);
    expect(untold.map((name) => model.world.bucket(name)?.policy?.includes("cloudfront") ?? false)).toEqual([false]);
    expect((await originsOf("portal-prod")).map(({ S3OriginConfig: s3 }) => s3)).toEqual([undefined]);
    expect(await originsOf("claims-prod")).toEqual([]);
  });

  it("come in pages that together are all of them once", async () => {
    const cloudfront = await reader("web-brokers");
    const ids: (string | undefined)[] = [];
    for await (const { DistributionList: page } of paginateListDistributions({ client: cloudfront, pageSize: 1 }, {})) {
      expect(page?.Quantity).toBe(1);
      ids.push(...(page?.Items ?? []).map(({ Id }) => Id));
    }
    expect(new Set(ids).size).toBe(2);
    expect(await refusal(cloudfront.send(new ListDistributionsCommand({ Marker: "made-up" })))).toMatchObject({
      code: "InvalidArgument",
      status: 400,
    });
  });

  it("are changed by whoever read their latest version, and take their time", async () => {
    const cloudfront = await owner("web-brokers");
    const { DistributionList: list } = await cloudfront.send(new ListDistributionsCommand({}));
    const open = list?.Items?.find(({ Origins }) => !Origins?.Items?.[0]?.OriginAccessControlId);
    const { OriginAccessControlList: controls } = await cloudfront.send(new ListOriginAccessControlsCommand({}));
    const control = controls?.Items?.[0]?.Id ?? "";
    const { DistributionConfig: config, ETag } = await cloudfront.send(
      new GetDistributionConfigCommand({ Id: open?.Id }),
    );
    if (!config) return expect.fail("There is no configuration.");
    const signed = {
      ...config,
      Origins: {
        Quantity: 1,
        Items: config.Origins?.Items?.map((one) => ({ ...one, OriginAccessControlId: control })),
      },
    };
    const update = (IfMatch: string | undefined, DistributionConfig: typeof config) =>
      cloudfront.send(new UpdateDistributionCommand({ Id: open?.Id, IfMatch, DistributionConfig }));
    expect(await refusal(update(undefined, signed))).toMatchObject({ code: "InvalidIfMatchVersion", status: 400 });
    expect(await refusal(update("EANOTHER", signed))).toMatchObject({ code: "PreconditionFailed", status: 412 });
    const foreign = JSON.parse(JSON.stringify(signed).replaceAll(control, "ENOTTHERE")) as typeof config;
    expect(await refusal(update(ETag, foreign))).toMatchObject({ code: "InvalidOriginAccessControl", status: 400 });
    const { Distribution: after, ETag: next } = await update(ETag, signed);
    expect(after?.Status).toBe("InProgress");
    expect(await refusal(update(ETag, signed))).toMatchObject({ code: "PreconditionFailed" });
    expect(next).not.toBe(ETag);
    const read = async (): Promise<Distribution | undefined> =>
      (await cloudfront.send(new GetDistributionCommand({ Id: open?.Id }))).Distribution;
    expect((await read())?.DistributionConfig?.Origins?.Items?.[0]?.OriginAccessControlId).toBe(control);
    const { clock } = model.world;
    model.world.clock = { now: () => new Date(Date.now() + 3_600_000) };
    expect((await read())?.Status).toBe("Deployed");
    model.world.clock = clock;
  });

  it("are not there under another id, nor changed by a reader", async () => {
    const cloudfront = await reader("web-brokers");
    expect(await refusal(cloudfront.send(new GetDistributionConfigCommand({ Id: "ENOTTHERE" })))).toMatchObject({
      code: "NoSuchDistribution",
      status: 404,
    });
    const config = {
      Name: "another",
      SigningProtocol: "sigv4",
      SigningBehavior: "always",
      OriginAccessControlOriginType: "s3",
    } as const;
    expect(
      await refusal(cloudfront.send(new CreateOriginAccessControlCommand({ OriginAccessControlConfig: config }))),
    ).toMatchObject({ status: 403 });
  });
});

describe("origin access controls", () => {
  it("are made once under a name, and deleted while no distribution uses them", async () => {
    const cloudfront = await owner("web-careers");
    const OriginAccessControlConfig = {
      Name: "made-here",
      SigningProtocol: "sigv4",
      SigningBehavior: "always",
      OriginAccessControlOriginType: "s3",
    } as const;
    const create = () => cloudfront.send(new CreateOriginAccessControlCommand({ OriginAccessControlConfig }));
    const { OriginAccessControl: made, ETag } = await create();
    expect(await refusal(create())).toMatchObject({ code: "OriginAccessControlAlreadyExists", status: 409 });
    const { OriginAccessControlList: list } = await cloudfront.send(new ListOriginAccessControlsCommand({}));
    expect(list?.Items?.map(({ Name }) => Name).sort()).toEqual(["buckets", "made-here"]);
    await cloudfront.send(new DeleteOriginAccessControlCommand({ Id: made?.Id, IfMatch: ETag }));
    expect(await refusal(cloudfront.send(new GetOriginAccessControlCommand({ Id: made?.Id })))).toMatchObject({
      code: "NoSuchOriginAccessControl",
      status: 404,
    });
    const used = list?.Items?.find(({ Name }) => Name === "buckets");
    const { ETag: version } = await cloudfront.send(new GetOriginAccessControlCommand({ Id: used?.Id }));
    const remove = cloudfront.send(new DeleteOriginAccessControlCommand({ Id: used?.Id, IfMatch: version }));
    expect(await refusal(remove)).toMatchObject({ code: "OriginAccessControlInUse", status: 409 });
  });
});
