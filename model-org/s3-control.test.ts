import { DeleteBucketCommand } from "@aws-sdk/client-s3";
import {
  CreateAccessPointCommand,
  DeleteAccessPointCommand,
  DeleteAccessPointPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetAccessPointCommand,
  GetAccessPointPolicyCommand,
  GetAccessPointPolicyStatusCommand,
  GetPublicAccessBlockCommand,
  ListAccessPointsCommand,
  ListTagsForResourceCommand,
  PutAccessPointPolicyCommand,
  PutPublicAccessBlockCommand,
  paginateListAccessPoints,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-s3-control";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountNamed, assume, clientsWith, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import { blockAll } from "./world/configuration";

let model: RunningModelOrg;

beforeAll(async () => {
  model = await startModelOrg();
});

afterAll(async () => {
  await model.stop();
});

const idOf = (name: string) => accountNamed(model, name).id;

/** The reader of an account. */
async function reader(name: string, region = "eu-west-1") {
  const AccountId = idOf(name);
  return { AccountId, ...clientsWith(model, region, await assume(model, AccountId, "reader")) };
}

/** Somebody who may change everything in an account. */
const owner = (name: string, region = "eu-west-1") => ({ AccountId: idOf(name), ...clientsWith(model, region) });

const bucketIn = (name: string, region = "eu-west-1") =>
  model.world.bucketsOf(idOf(name)).find((one) => one.region === region) ?? expect.fail(`${name} has none there.`);

describe("the block of an account", () => {
  it("is written, read back and taken away", async () => {
    const { AccountId, s3control } = owner("portal-prod");
    const PublicAccessBlockConfiguration = { ...blockAll, RestrictPublicBuckets: false };
    await s3control.send(new PutPublicAccessBlockCommand({ AccountId, PublicAccessBlockConfiguration }));
    const read = () => s3control.send(new GetPublicAccessBlockCommand({ AccountId }));
    expect(await read()).toMatchObject({ PublicAccessBlockConfiguration });
    await s3control.send(new DeletePublicAccessBlockCommand({ AccountId }));
    expect(await refusal(read())).toMatchObject({ code: "NoSuchPublicAccessBlockConfiguration", status: 404 });
  });

  it("is the organization's to change where its policy decides, and nobody else's account to ask about", async () => {
    const { AccountId, s3control } = owner("shared-services");
    const refused = { code: "AccessDenied", status: 403 };
    const put = new PutPublicAccessBlockCommand({ AccountId, PublicAccessBlockConfiguration: blockAll });
    expect(await refusal(s3control.send(put))).toMatchObject(refused);
    expect(await refusal(s3control.send(new DeletePublicAccessBlockCommand({ AccountId })))).toMatchObject(refused);
    const other = await reader("claims-prod");
    expect(await refusal(other.s3control.send(new GetPublicAccessBlockCommand({ AccountId })))).toMatchObject(refused);
  });
});

describe("access points", () => {
  it("are listed in pages that together are all of them once, and by bucket", async () => {
    const { AccountId, s3control } = await reader("data-lake-prod");
    const names: (string | undefined)[] = [];
    for await (const page of paginateListAccessPoints({ client: s3control, pageSize: 3 }, { AccountId })) {
      expect(page.AccessPointList?.length).toBeLessThanOrEqual(3);
      names.push(...(page.AccessPointList ?? []).map(({ Name }) => Name));
    }
    const all = model.world.accessPointsOf(AccountId).filter(({ region }) => region === "eu-west-1");
    expect(names.length).toBeGreaterThan(3);
    expect(names).toEqual(all.map(({ name }) => name));
    const [first] = all;
    const { AccessPointList = [] } = await s3control.send(
      new ListAccessPointsCommand({ AccountId, Bucket: first?.bucket }),
    );
    expect(AccessPointList.map(({ Bucket }) => Bucket)).toContain(first?.bucket);
    expect(new Set(AccessPointList.map(({ Bucket }) => Bucket)).size).toBe(1);
  });

  it.each([
    ["a page too large", { MaxResults: 1001 }],
    ["a token that was never given", { NextToken: "made-up" }],
    ["a bucket that is nowhere", { Bucket: "no-such-bucket-anywhere" }],
  ])("are not listed for %s", async (_, asked) => {
    const { AccountId, s3control } = await reader("data-lake-prod");
    const list = s3control.send(new ListAccessPointsCommand({ AccountId, ...asked }));
    expect(await refusal(list)).toMatchObject({ code: "InvalidRequest", status: 400 });
  });

  it("are of every kind a control tells apart", () => {
    const points = model.world.tree.accounts.flatMap(({ id }) => model.world.accessPointsOf(id));
    const has = (what: (point: (typeof points)[number]) => boolean) => expect(points.some(what)).toBe(true);
    has(({ vpcId }) => vpcId !== null);
    has(({ vpcId, block }) => vpcId === null && !block.BlockPublicPolicy);
    has(({ policy }) => policy === null);
    has(
      ({ bucketAccountId, accountId }) =>
        bucketAccountId !== accountId && Boolean(model.world.account(bucketAccountId)),
    );
    has(({ bucketAccountId }) => !model.world.account(bucketAccountId));
  });

  it("tell whether their policy is public: never one that only a network reaches", async () => {
    const found = await Promise.all(
      model.world.accessPointsOf(idOf("partner-exchange-prod")).map(async ({ name: Name, region }) => {
        const { AccountId, s3control } = await reader("partner-exchange-prod", region);
        const status = s3control.send(new GetAccessPointPolicyStatusCommand({ AccountId, Name }));
        const said = await status.then(({ PolicyStatus }) => PolicyStatus?.IsPublic).catch(({ name }: Error) => name);
        return [Name, said] as const;
      }),
    );
    expect(Object.fromEntries(found)).toMatchObject({
      "partner-downloads": true,
      "partner-staging": false,
      "partner-reads": false,
      "partner-dropzone": "NoSuchAccessPointPolicy",
    });
  });

  it("are made with a block that stays, given a policy, and taken away", async () => {
    const { AccountId, s3control, s3 } = owner("claims-dev");
    const { name: Bucket } = bucketIn("claims-dev");
    const Name = "made-here";
    const { AccessPointArn, Alias } = await s3control.send(
      new CreateAccessPointCommand({
        AccountId,
        Name,
        Bucket,
        VpcConfiguration: { VpcId: "vpc-0a1b2c3d" },
        Tags: [{ Key: "owner", Value: "claims" }],
      }),
    );
    expect(Alias).toMatch(/-s3alias$/);
    const get = () => s3control.send(new GetAccessPointCommand({ AccountId, Name }));
    expect(await get()).toMatchObject({
      AccessPointArn,
      Bucket,
      NetworkOrigin: "VPC",
      VpcConfiguration: { VpcId: "vpc-0a1b2c3d" },
      PublicAccessBlockConfiguration: blockAll,
      BucketAccountId: AccountId,
    });
    expect(await refusal(s3.send(new DeleteBucketCommand({ Bucket })))).toMatchObject({
      code: "BucketHasAccessPointsAttached",
    });
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: AccountId },
          Action: "s3:GetObject",
          Resource: `${AccessPointArn}/object/*`,
        },
      ],
    });
    await s3control.send(new PutAccessPointPolicyCommand({ AccountId, Name, Policy }));
    expect(await s3control.send(new GetAccessPointPolicyCommand({ AccountId, Name }))).toMatchObject({ Policy });
    await s3control.send(new DeleteAccessPointPolicyCommand({ AccountId, Name }));
    const policy = s3control.send(new GetAccessPointPolicyCommand({ AccountId, Name }));
    expect(await refusal(policy)).toMatchObject({ code: "NoSuchAccessPointPolicy", status: 404 });
    await s3control.send(new DeleteAccessPointCommand({ AccountId, Name }));
    expect(await refusal(get())).toMatchObject({ code: "NoSuchAccessPoint", status: 404 });
  });

  it("are refused a public policy by their own block, and by the bucket's", async () => {
    const { AccountId, s3control } = owner("partner-exchange-prod");
    const anyone = (Name: string, region: string) =>
      JSON.stringify({
        Statement: [
          {
            Effect: "Allow",
            Principal: "*",
            Action: "s3:GetObject",
            Resource: `arn:aws:s3:${region}:${AccountId}:accesspoint/${Name}/object/*`,
          },
        ],
      });
    const put = (Name: string) =>
      s3control.send(new PutAccessPointPolicyCommand({ AccountId, Name, Policy: anyone(Name, "eu-west-1") }));
    const bucket = bucketIn("partner-exchange-prod");
    const make = (Name: string, BlockPublicPolicy: boolean) =>
      s3control.send(
        new CreateAccessPointCommand({
          AccountId,
          Name,
          Bucket: bucket.name,
          PublicAccessBlockConfiguration: { ...blockAll, BlockPublicPolicy },
        }),
      );
    const refused = { code: "AccessDenied", status: 403 };
    await make("blocked", true);
    expect(await refusal(put("blocked"))).toMatchObject(refused);
    await make("not-blocked", false);
    model.world.changeBucket(bucket.name, { ...bucket, block: blockAll });
    expect(await refusal(put("not-blocked"))).toMatchObject(refused);
    model.world.changeBucket(bucket.name, { ...bucket, block: null });
    await put("not-blocked");
    const Name = "not-blocked";
    const malformed = new PutAccessPointPolicyCommand({ AccountId, Name, Policy: anyone("another", "eu-west-1") });
    expect(await refusal(s3control.send(malformed))).toMatchObject({ code: "MalformedPolicy", status: 400 });
  });

  const outside = { code: "InvalidRequest", status: 400 };

  it.each([
    ["another account's bucket that is not said to be", "billing-dev", "claims-dev", "of-another", outside],
    ["a bucket of another region", "claims-dev", "claims-dev us-east-1", "elsewhere", outside],
    ["a name nobody may give", "claims-dev", "claims-dev", "Upper", { code: "InvalidAccessPoint", status: 400 }],
    [
      "a name that is taken",
      "data-lake-prod",
      "data-lake-prod",
      "lake-readers",
      { code: "AccessPointAlreadyOwnedByYou", status: 409 },
    ],
  ])("are not made for %s", async (_, asker, holder, Name, refused) => {
    const taken = model.world.accessPointsOf(idOf(asker)).find(({ name }) => name === Name);
    const region = taken?.region ?? "eu-west-1";
    const { AccountId, s3control } = owner(asker, region);
    const [name = "", where = region] = holder.split(" ");
    const Bucket = bucketIn(name, where).name;
    const make = s3control.send(new CreateAccessPointCommand({ AccountId, Name, Bucket }));
    expect(await refusal(make)).toMatchObject(refused);
  });

  it("are made to another account's bucket where its account is named", async () => {
    const { AccountId, s3control } = owner("billing-dev");
    const { name: Bucket, accountId: BucketAccountId } = bucketIn("claims-dev");
    await s3control.send(new CreateAccessPointCommand({ AccountId, Name: "across", Bucket, BucketAccountId }));
    const made = await s3control.send(new GetAccessPointCommand({ AccountId, Name: "across" }));
    expect(made).toMatchObject({ Bucket, BucketAccountId });
  });

  it("are refused by a service control policy that asks for a network", async () => {
    const content = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Deny",
          Action: "s3:CreateAccessPoint",
          Resource: "*",
          Condition: { StringNotEquals: { "s3:AccessPointNetworkOrigin": "VPC" } },
        },
      ],
    });
    const before = [...model.world.tree.policies];
    const policy = {
      id: "p-networkonly",
      name: "NetworkOnly",
      type: "SERVICE_CONTROL_POLICY" as const,
      description: "",
      content,
      targets: [idOf("sandbox-yuki")],
      awsManaged: false,
    };
    model.world.changePolicies([...before, policy]);
    const keys = await assume(model, idOf("sandbox-yuki"), "remediator");
    const { s3control } = clientsWith(model, "eu-west-1", keys);
    const make = (more: object) =>
      s3control.send(
        new CreateAccessPointCommand({ AccountId: idOf("sandbox-yuki"), Name: "refused", Bucket: "any", ...more }),
      );
    expect((await refusal(make({}))).message).toContain("service control policy");
    // Beyond the organization's policy: the remediator's own does not allow it.
    const network = await refusal(make({ VpcConfiguration: { VpcId: "vpc-0a1b2c3d" } }));
    expect(network.message).toContain("identity-based policy");
    model.world.changePolicies(before);
  });
});

describe("tags", () => {
  it.each(["bucket", "access point"])("of a %s are listed, merged and taken away", async (what) => {
    const { AccountId, s3control } = owner("data-lake-prod");
    const [point] = model.world.accessPointsOf(AccountId).filter(({ region }) => region === "eu-west-1");
    const ResourceArn =
      what === "bucket"
        ? `arn:aws:s3:::${bucketIn("data-lake-prod").name}`
        : `arn:aws:s3:eu-west-1:${AccountId}:accesspoint/${point?.name}`;
    const tags = async () =>
      (await s3control.send(new ListTagsForResourceCommand({ AccountId, ResourceArn }))).Tags ?? [];
    const before = await tags();
    const Tags = [{ Key: "reviewed", Value: "yes" }];
    await s3control.send(new TagResourceCommand({ AccountId, ResourceArn, Tags }));
    expect(await tags()).toEqual([...before, ...Tags]);
    await s3control.send(new UntagResourceCommand({ AccountId, ResourceArn, TagKeys: ["reviewed"] }));
    expect(await tags()).toEqual(before);
    const system = new TagResourceCommand({ AccountId, ResourceArn, Tags: [{ Key: "aws:x", Value: "" }] });
    expect(await refusal(s3control.send(system))).toMatchObject({ code: "InvalidTag", status: 400 });
  });

  it("are not there for what is not, and denied by a bucket that lets only the vault in", async () => {
    const { AccountId, s3control } = await reader("payments-prod");
    const list = (ResourceArn: string) =>
      refusal(s3control.send(new ListTagsForResourceCommand({ AccountId, ResourceArn })));
    expect(await list("arn:aws:s3:::no-such-bucket-anywhere")).toMatchObject({ code: "NoSuchResource", status: 404 });
    expect(await list(`arn:aws:s3:::${bucketIn("claims-dev").name}`)).toMatchObject({ code: "NoSuchResource" });
    expect(await list("arn:aws-cn:s3:::somewhere-else")).toMatchObject({ code: "InvalidRequest", status: 400 });
    const vault = model.world.bucketsOf(AccountId).find(({ policy }) => policy?.includes("OnlyTheVault"));
    expect(await list(`arn:aws:s3:::${vault?.name}`)).toMatchObject({ code: "AccessDenied", status: 403 });
  });
});
