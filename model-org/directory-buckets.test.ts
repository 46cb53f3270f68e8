import {
  CreateBucketCommand,
  CreateSessionCommand,
  DeleteBucketCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  paginateListDirectoryBuckets,
  type S3Client,
  type ServerSideEncryptionByDefault,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountNamed, assume, clientsWith, refusal } from "@/testing/model-clients";
import { ownerOf } from "./smoke/owner";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import { directoryAccounts, directoryBuckets } from "./world/directory-buckets";

const region = "eu-west-1";

let model: RunningModelOrg;
let owner: S3Client;
let reader: S3Client;

beforeAll(async () => {
  model = await startModelOrg();
  owner = clientsWith(model, region, await ownerOf(model, "data-lake-prod")).s3;
  reader = clientsWith(model, region, await assume(model, accountNamed(model, "data-lake-prod").id, "reader")).s3;
});

afterAll(async () => {
  await model.stop();
});

const all = () =>
  [...directoryAccounts].flatMap((name) =>
    model.world.regions.flatMap((where) =>
      model.world.records.list(directoryBuckets, accountNamed(model, name).id, where),
    ),
  );

const called = (base: string) => all().find(({ name }) => name.startsWith(`aldermoor-${base}--`))?.name ?? base;

const listed = async (s3: S3Client, pageSize = 1000) => {
  const names: (string | undefined)[] = [];
  for await (const page of paginateListDirectoryBuckets({ client: s3, pageSize }, {})) {
    expect(page.Buckets?.length).toBeLessThanOrEqual(pageSize);
    names.push(...(page.Buckets ?? []).map(({ Name }) => Name));
  }
  return names;
};

describe("directory buckets", () => {
  it("are listed by account and region, in pages that add up, and not among the others", async () => {
    const { id } = accountNamed(model, "data-lake-prod");
    const here = model.world.records.list(directoryBuckets, id, region).map(({ name }) => name);
    expect(here.length).toBeGreaterThan(1);
    expect(await listed(reader)).toEqual(here);
    expect(await listed(reader, 1)).toEqual(here);
    const { Buckets = [] } = await reader.send(new ListBucketsCommand({}));
    expect(Buckets.filter(({ Name }) => Name?.endsWith("--x-s3"))).toEqual([]);
    const claims = await assume(model, accountNamed(model, "claims-prod").id, "reader");
    expect(await listed(clientsWith(model, region, claims).s3)).toEqual([]);
  });

  it("hold every situation: keys, expiry, parts, nothing, sharing", () => {
    const encrypted = all().map(({ encryption }) => encryption.algorithm);
    expect(new Set(encrypted)).toEqual(new Set(["AES256", "aws:kms"]));
    const rules = all().map(({ lifecycle }) => lifecycle?.Rules ?? []);
    expect(rules.some((one) => one.length === 0)).toBe(true);
    expect(rules.some((one) => one.some(({ Expiration, Status }) => Expiration && Status === "Enabled"))).toBe(true);
    expect(rules.some((one) => one.length > 0 && one.every(({ Status }) => Status === "Disabled"))).toBe(true);
    expect(rules.some((one) => one.length > 0 && !one.some(({ Expiration }) => Expiration))).toBe(true);
    const owners = all().map(({ policy }) => /:iam::(\d{12}):/.exec(policy ?? "")?.[1]);
    expect(owners).toContain(undefined);
    expect(owners).toContain(model.world.hubAccountId);
    expect(owners.some((one) => one !== undefined && !model.world.account(one))).toBe(true);
  });

  it("are read by the reader: encryption, lifecycle, policy", async () => {
    const Bucket = called("features-hot");
    const { ServerSideEncryptionConfiguration: sse } = await reader.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(sse?.Rules).toMatchObject([
      {
        ApplyServerSideEncryptionByDefault: {
          SSEAlgorithm: "aws:kms",
          KMSMasterKeyID: expect.stringContaining(":key/"),
        },
        BucketKeyEnabled: true,
      },
    ]);
    const { Rules } = await reader.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(Rules?.map(({ ID }) => ID)).toEqual(["expire", "parts"]);
    expect(await refusal(reader.send(new GetBucketPolicyCommand({ Bucket })))).toMatchObject({
      code: "NoSuchBucketPolicy",
      status: 404,
    });
    const { Policy = "" } = await reader.send(new GetBucketPolicyCommand({ Bucket: called("shuffle") }));
    expect(JSON.parse(Policy)).toMatchObject({ Statement: [{ Action: "s3express:CreateSession" }] });
  });

  it("open a session, and tell their zone", async () => {
    const Bucket = called("features-hot");
    const { Credentials } = await owner.send(new CreateSessionCommand({ Bucket }));
    expect(Credentials).toMatchObject({ SessionToken: expect.any(String), Expiration: expect.any(Date) });
    expect(await owner.send(new HeadBucketCommand({ Bucket }))).toMatchObject({
      BucketLocationType: "AvailabilityZone",
      BucketLocationName: expect.stringMatching(/^euw1-az\d$/),
      BucketRegion: region,
    });
  });

  it("are no one's in another region, and no one else's", async () => {
    const Bucket = called("features-hot");
    const elsewhere = clientsWith(model, "us-east-1", await ownerOf(model, "data-lake-prod")).s3;
    expect(await refusal(elsewhere.send(new GetBucketEncryptionCommand({ Bucket })))).toMatchObject({ status: 404 });
    const asked = { Bucket, ExpectedBucketOwner: "111122223333" };
    expect(await refusal(reader.send(new GetBucketEncryptionCommand(asked)))).toMatchObject({ code: "AccessDenied" });
  });

  it("have no versions: what only other buckets have is not answered", async () => {
    const asked = owner.send(new GetBucketVersioningCommand({ Bucket: called("features-hot") }));
    expect(await refusal(asked)).toMatchObject({ code: "NotImplemented", status: 501 });
  });
});

describe("a directory bucket that is made", () => {
  const name = "aldermoor-made--euw1-az1--x-s3";
  const on = { Bucket: name };
  const make = (Bucket = name, zone = "euw1-az1") =>
    owner.send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: {
          Location: { Type: "AvailabilityZone", Name: zone },
          Bucket: { Type: "Directory", DataRedundancy: "SingleAvailabilityZone" },
        },
      }),
    );
  const encrypt = (byDefault: ServerSideEncryptionByDefault, BucketKeyEnabled?: boolean) =>
    owner.send(
      new PutBucketEncryptionCommand({
        ...on,
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: byDefault,
              ...(BucketKeyEnabled === undefined ? {} : { BucketKeyEnabled }),
            },
          ],
        },
      }),
    );
  const rule = async () =>
    (await owner.send(new GetBucketEncryptionCommand(on))).ServerSideEncryptionConfiguration?.Rules?.[0];
  const key = (id: string) => `arn:aws:kms:${region}:${accountNamed(model, "data-lake-prod").id}:key/${id}`;

  it("is of a zone of its region, and made once", async () => {
    expect((await make()).Location).toContain(name);
    expect(await refusal(make())).toMatchObject({ code: "BucketAlreadyOwnedByYou", status: 409 });
    expect(await refusal(make("aldermoor-made--use1-az4--x-s3", "use1-az4"))).toMatchObject({ status: 400 });
    expect(await refusal(make("aldermoor-made--euw1-az3--x-s3", "euw1-az1"))).toMatchObject({
      code: "InvalidBucketName",
    });
    expect(await listed(owner)).toContain(name);
  });

  it("is encrypted with one key, for good, and always with a bucket key", async () => {
    expect(await rule()).toMatchObject({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } });
    expect(await refusal(encrypt({ SSEAlgorithm: "aws:kms:dsse" }))).toMatchObject({ code: "InvalidArgument" });
    expect(await refusal(encrypt({ SSEAlgorithm: "aws:kms" }))).toMatchObject({ code: "InvalidArgument" });
    await encrypt({ SSEAlgorithm: "aws:kms", KMSMasterKeyID: key("one") }, false);
    expect(await rule()).toMatchObject({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key("one") },
      BucketKeyEnabled: true,
    });
    await owner.send(new DeleteBucketEncryptionCommand(on));
    expect(await rule()).toMatchObject({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } });
    expect(await refusal(encrypt({ SSEAlgorithm: "aws:kms", KMSMasterKeyID: key("other") }))).toMatchObject({
      code: "InvalidRequest",
      status: 400,
    });
    await encrypt({ SSEAlgorithm: "aws:kms", KMSMasterKeyID: key("one") });
  });

  it("keeps a lifecycle and a policy as they are written, until they are deleted", async () => {
    const missing = { code: "NoSuchLifecycleConfiguration", status: 404 };
    const Rules = [{ ID: "all", Status: "Enabled" as const, Filter: { Prefix: "" }, Expiration: { Days: 3 } }];
    const lifecycle = () => owner.send(new GetBucketLifecycleConfigurationCommand(on));
    expect(await refusal(lifecycle())).toMatchObject(missing);
    await owner.send(new PutBucketLifecycleConfigurationCommand({ ...on, LifecycleConfiguration: { Rules } }));
    expect((await lifecycle()).Rules).toEqual(Rules);
    await owner.send(new DeleteBucketLifecycleCommand(on));
    expect(await refusal(lifecycle())).toMatchObject(missing);

    const { id } = accountNamed(model, "data-lake-prod");
    const policy = (Action: string, AWS = "111122223333") =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS },
            Action,
            Resource: `arn:aws:s3express:${region}:${id}:bucket/${name}`,
          },
        ],
      });
    const put = (Policy: string) => owner.send(new PutBucketPolicyCommand({ ...on, Policy }));
    expect(await refusal(put(policy("s3:GetObject")))).toMatchObject({ code: "MalformedPolicy", status: 400 });
    expect(await refusal(put(policy("s3express:CreateSession", "*")))).toMatchObject({
      code: "AccessDenied",
      status: 403,
    });
    await put(policy("s3express:CreateSession"));
    expect((await owner.send(new GetBucketPolicyCommand(on))).Policy).toBe(policy("s3express:CreateSession"));
    await owner.send(new DeleteBucketPolicyCommand(on));
    expect(await refusal(owner.send(new GetBucketPolicyCommand(on)))).toMatchObject({ code: "NoSuchBucketPolicy" });
  });

  it("is gone once it is deleted", async () => {
    await owner.send(new DeleteBucketCommand(on));
    expect(await listed(owner)).not.toContain(name);
    expect(await refusal(owner.send(new GetBucketEncryptionCommand(on)))).toMatchObject({
      code: "NoSuchBucket",
      status: 404,
    });
  });
});
