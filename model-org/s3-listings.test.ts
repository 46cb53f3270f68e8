import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  GetObjectAclCommand,
  HeadBucketCommand,
  ListBucketAnalyticsConfigurationsCommand,
  ListBucketIntelligentTieringConfigurationsCommand,
  ListBucketInventoryConfigurationsCommand,
  ListBucketMetricsConfigurationsCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketMetricsConfigurationCommand,
  PutObjectAclCommand,
  paginateListBuckets,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountNamed, assume, clientsWith, refusal } from "@/testing/model-clients";
import { ownerOf } from "./smoke/owner";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import type { Bucket } from "./world/configuration";

const region = "eu-west-1";

let model: RunningModelOrg;
let s3: ReturnType<typeof clientsWith>["s3"];
let id: string;

beforeAll(async () => {
  model = await startModelOrg();
  ({ id } = accountNamed(model, "data-lake-prod"));
  ({ s3 } = clientsWith(model, region, await ownerOf(model, "data-lake-prod")));
});

afterAll(async () => {
  await model.stop();
});

const someBucket = (fits: (bucket: Bucket) => boolean = () => true): Bucket =>
  model.world.bucketsOf(id).find((one) => one.region === region && fits(one)) ??
  expect.fail("There is no such bucket.");

type Page = { IsTruncated?: boolean | undefined; NextContinuationToken?: string | undefined };
type Kind = "inventory" | "metrics" | "analytics" | "intelligentTiering";

const kinds: [Kind, (asked: { Bucket: string; ContinuationToken?: string }) => Promise<Page & { found: object[] }>][] =
  [
    [
      "inventory",
      async (asked) => {
        const page = await s3.send(new ListBucketInventoryConfigurationsCommand(asked));
        return { ...page, found: page.InventoryConfigurationList ?? [] };
      },
    ],
    [
      "metrics",
      async (asked) => {
        const page = await s3.send(new ListBucketMetricsConfigurationsCommand(asked));
        return { ...page, found: page.MetricsConfigurationList ?? [] };
      },
    ],
    [
      "analytics",
      async (asked) => {
        const page = await s3.send(new ListBucketAnalyticsConfigurationsCommand(asked));
        return { ...page, found: page.AnalyticsConfigurationList ?? [] };
      },
    ],
    [
      "intelligentTiering",
      async (asked) => {
        const page = await s3.send(new ListBucketIntelligentTieringConfigurationsCommand(asked));
        return { ...page, found: page.IntelligentTieringConfigurationList ?? [] };
      },
    ],
  ];

describe("a listing of configurations", () => {
  it.each(kinds)("comes a hundred at a time, adds up, and refuses a token it never gave: %s", async (kind, list) => {
    const bucket = someBucket();
    const all = Array.from({ length: 205 }, (_, n) => ({ Id: `id-${String(n).padStart(3, "0")}` }));
    model.world.changeBucket(bucket.name, { ...bucket, settings: { [kind]: all } });
    const asked = { Bucket: bucket.name };
    const pages = [await list(asked)];
    for (let token = pages[0]?.NextContinuationToken; token; token = pages.at(-1)?.NextContinuationToken) {
      pages.push(await list({ ...asked, ContinuationToken: token }));
    }
    expect(pages.map(({ found, IsTruncated }) => [found.length, IsTruncated])).toEqual([
      [100, true],
      [100, true],
      [5, false],
    ]);
    expect(pages.flatMap(({ found }) => found)).toEqual(all.map((one) => expect.objectContaining(one)));
    expect(await refusal(list({ ...asked, ContinuationToken: "made-up" }))).toMatchObject({ code: "InvalidArgument" });
    model.world.changeBucket(bucket.name, { ...bucket, settings: {} });
    expect(await list(asked)).toMatchObject({ found: [], IsTruncated: false });
    model.world.changeBucket(bucket.name, bucket);
  });

  it("takes a thousand and no more", async () => {
    const bucket = someBucket();
    const full = Array.from({ length: 1000 }, (_, n) => ({ Id: `id-${n}` }));
    model.world.changeBucket(bucket.name, { ...bucket, settings: { metrics: full } });
    const put = (Id: string) =>
      s3.send(new PutBucketMetricsConfigurationCommand({ Bucket: bucket.name, Id, MetricsConfiguration: { Id } }));
    await put("id-7");
    expect(await refusal(put("one-more"))).toMatchObject({ code: "TooManyConfigurations", status: 400 });
    model.world.changeBucket(bucket.name, bucket);
  });
});

describe("a listing of buckets", () => {
  it("narrowed by region and prefix and in pages adds up to the buckets there are", async () => {
    const prefix = "aldermoor-data-lake-prod-";
    const named = (where: string) =>
      model.world
        .bucketsOf(id)
        .filter((one) => one.region === where && one.name.startsWith(prefix))
        .map(({ name }) => name);
    for (const where of model.world.regions) {
      const found: (string | undefined)[] = [];
      const asked = { Prefix: prefix, BucketRegion: where };
      for await (const page of paginateListBuckets({ client: s3, pageSize: 20 }, asked)) {
        expect(page.Prefix).toBe(prefix);
        expect(page.Buckets?.length).toBeLessThanOrEqual(20);
        found.push(...(page.Buckets ?? []).map(({ Name }) => Name));
      }
      expect(found).toEqual(named(where));
    }
  });

  it.each([0, 10_001])("refuses %i a page", async (MaxBuckets) => {
    expect(await refusal(s3.send(new ListBucketsCommand({ MaxBuckets })))).toMatchObject({ code: "InvalidArgument" });
  });

  it("is the caller's own account's, in every region the same", async () => {
    const elsewhere = clientsWith(model, "us-east-1", await assume(model, id, "reader"));
    const [here, there] = await Promise.all([s3, elsewhere.s3].map((one) => one.send(new ListBucketsCommand({}))));
    expect(here?.Buckets).toEqual(there?.Buckets);
    expect(here?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("a bucket", () => {
  it("tells where it is, also to whom it is closed, and says nothing of one that is not there", async () => {
    const bucket = someBucket();
    expect(await s3.send(new HeadBucketCommand({ Bucket: bucket.name }))).toMatchObject({
      BucketRegion: region,
      BucketArn: `arn:aws:s3:::${bucket.name}`,
    });
    expect(await refusal(s3.send(new HeadBucketCommand({ Bucket: "nobody-has-this" })))).toMatchObject({
      code: "NotFound",
      status: 404,
    });
    const headers = await s3
      .send(new HeadBucketCommand({ Bucket: "aldermoor-shared-services-templates-eu" }))
      .catch(({ $response }: { $response: { statusCode: number; headers: Record<string, string> } }) => $response);
    expect(headers).toMatchObject({ statusCode: 403, headers: { "x-amz-bucket-region": expect.any(String) } });
  });

  it("tells its location, and none in us-east-1", async () => {
    const [first] = model.world.bucketsOf(id).filter((one) => one.region === "us-east-1");
    const virginia = clientsWith(model, "us-east-1", await ownerOf(model, "data-lake-prod")).s3;
    expect(
      (await virginia.send(new GetBucketLocationCommand({ Bucket: first?.name }))).LocationConstraint,
    ).toBeUndefined();
    const here = await s3.send(new GetBucketLocationCommand({ Bucket: someBucket().name }));
    expect(here.LocationConstraint).toBe(region);
  });
});

describe("what is in a bucket", () => {
  const keysOf = async (Bucket: string, pageSize: number) => {
    const keys: (string | undefined)[] = [];
    for await (const page of paginateListObjectsV2({ client: s3, pageSize }, { Bucket })) {
      expect(page.KeyCount).toBeLessThanOrEqual(pageSize);
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key));
    }
    return keys;
  };
  const full = async () => {
    for (const { name, region: where } of model.world.bucketsOf(id)) {
      if (where === region && (await keysOf(name, 1000)).length > 5) return name;
    }
    throw new Error("Every bucket is empty.");
  };

  it("is listed to an administrator in pages that add up, by prefix, after a name, and refused to the reader", async () => {
    const Bucket = await full();
    const keys = await keysOf(Bucket, 1000);
    expect(await keysOf(Bucket, 2)).toEqual(keys);
    expect([...keys].sort()).toEqual(keys);
    const after = await s3.send(new ListObjectsV2Command({ Bucket, StartAfter: keys[2] }));
    expect(after.Contents?.map(({ Key }) => Key)).toEqual(keys.slice(3));
    const prefixed = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: keys[0]?.slice(0, 5) }));
    expect(prefixed.Contents?.[0]).toMatchObject({ Key: keys[0], Size: expect.any(Number), StorageClass: "STANDARD" });
    const reader = clientsWith(model, region, await assume(model, id, "reader")).s3;
    expect(await refusal(reader.send(new ListObjectsV2Command({ Bucket })))).toMatchObject({
      code: "AccessDenied",
      status: 403,
    });
  });

  it("keeps a bucket from being deleted, and a new one is empty", async () => {
    expect(await refusal(s3.send(new DeleteBucketCommand({ Bucket: await full() })))).toMatchObject({
      code: "BucketNotEmpty",
      status: 409,
    });
    await s3.send(new CreateBucketCommand({ Bucket: "aldermoor-empty" }));
    expect(await keysOf("aldermoor-empty", 10)).toEqual([]);
    await s3.send(new DeleteBucketCommand({ Bucket: "aldermoor-empty" }));
  });

  it("has access lists of its own, that ownership and blocks put out of force and keep from being public", async () => {
    const Bucket = await full();
    const [Key] = await keysOf(Bucket, 10);
    const bucket = model.world.bucket(Bucket) ?? expect.fail("It is gone.");
    const made = (change: Partial<Bucket>) => model.world.changeBucket(Bucket, { ...bucket, ...change });
    const put = () => s3.send(new PutObjectAclCommand({ Bucket, Key, ACL: "public-read" }));
    const groups = async () =>
      (await s3.send(new GetObjectAclCommand({ Bucket, Key }))).Grants?.flatMap(({ Grantee }) => Grantee?.URI ?? []);

    made({ ownership: "BucketOwnerEnforced" });
    expect(await refusal(put())).toMatchObject({ code: "AccessControlListNotSupported", status: 400 });
    const account = model.world.account(id) ?? expect.fail("It is gone.");
    model.world.changeAccount({ ...account, block: null });
    const block = {
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    };
    made({ ownership: "ObjectWriter", block });
    expect(await refusal(put())).toMatchObject({ code: "AccessDenied", status: 403 });
    made({ ownership: "ObjectWriter", block: null });
    await put();
    expect(await groups()).toEqual(["http://acs.amazonaws.com/groups/global/AllUsers"]);
    made({ ownership: "ObjectWriter", block: { ...block, IgnorePublicAcls: true } });
    expect(await groups()).toEqual([]);
    made({ ownership: "BucketOwnerEnforced", block: null });
    expect(await groups()).toEqual([]);
    expect(await refusal(s3.send(new GetObjectAclCommand({ Bucket, Key: "not-there" })))).toMatchObject({
      code: "NoSuchKey",
      status: 404,
    });
    model.world.changeAccount(account);
    model.world.changeBucket(Bucket, bucket);
  });
});
