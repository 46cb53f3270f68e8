import {
  CreateTableBucketCommand,
  DeleteTableBucketCommand,
  DeleteTableBucketEncryptionCommand,
  DeleteTableBucketPolicyCommand,
  DeleteTableBucketReplicationCommand,
  GetTableBucketCommand,
  GetTableBucketEncryptionCommand,
  GetTableBucketPolicyCommand,
  GetTableBucketReplicationCommand,
  GetTableBucketStorageClassCommand,
  GetTableCommand,
  GetTableEncryptionCommand,
  GetTablePolicyCommand,
  ListNamespacesCommand,
  ListTablesCommand,
  ListTagsForResourceCommand,
  PutTableBucketEncryptionCommand,
  PutTableBucketPolicyCommand,
  PutTableBucketReplicationCommand,
  PutTableBucketStorageClassCommand,
  paginateListTableBuckets,
  S3TablesClient,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-s3tables";
import {
  CreateVectorBucketCommand,
  DeleteVectorBucketCommand,
  DeleteVectorBucketPolicyCommand,
  GetIndexCommand,
  GetVectorBucketCommand,
  GetVectorBucketPolicyCommand,
  ListIndexesCommand,
  ListVectorBucketsCommand,
  PutVectorBucketPolicyCommand,
  S3VectorsClient,
  TagResourceCommand as VectorTagCommand,
  ListTagsForResourceCommand as VectorTagsCommand,
} from "@aws-sdk/client-s3vectors";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, assume, type Keys, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import { keyIdOf } from "./world/buckets";

let model: RunningModelOrg;

beforeAll(async () => {
  model = await startModelOrg();
});

afterAll(async () => {
  await model.stop();
});

/** Clients of the reader of an account; of whoever may change everything in it where `keys` says so. */
async function reader(name: string, region = "eu-west-1") {
  const { id } = accountNamed(model, name);
  return { id, ...clients(await assume(model, id, "reader"), region) };
}

function clients(keys: Keys, region = "eu-west-1") {
  const options = { region, credentials: keys, maxAttempts: 1, requestHandler: new Transport({ url: model.url }) };
  return { tables: new S3TablesClient(options), vectors: new S3VectorsClient(options) };
}

/** The administrator's are in the management account: what it makes is its own. */
const administrator = () => clients({ accessKeyId: "AKIAADMINISTRATOR000", secretAccessKey: "model" });

const bucketArn = (account: string, name: string, region = "eu-west-1") =>
  `arn:aws:s3tables:${region}:${accountNamed(model, account).id}:bucket/${name}`;

describe("table buckets", () => {
  it("are listed in pages that together are all of them once", async () => {
    const { tables } = await reader("data-lake-prod");
    const names: (string | undefined)[] = [];
    for await (const page of paginateListTableBuckets({ client: tables, pageSize: 2 }, {})) {
      expect(page.tableBuckets?.length).toBeLessThanOrEqual(2);
      names.push(...(page.tableBuckets ?? []).map(({ name }) => name));
    }
    expect(names).toEqual(["aws-s3", "data-lake-prod-curated", "data-lake-prod-exchange", "data-lake-prod-lakehouse"]);
  });

  it("are encrypted with a key, with S3's own, or nobody ever said how", async () => {
    const { id, tables } = await reader("data-lake-prod");
    const encryption = (of: S3TablesClient, arn: string) =>
      of.send(new GetTableBucketEncryptionCommand({ tableBucketARN: arn }));
    expect(await encryption(tables, bucketArn("data-lake-prod", "data-lake-prod-lakehouse"))).toMatchObject({
      encryptionConfiguration: {
        sseAlgorithm: "aws:kms",
        kmsKeyArn: `arn:aws:kms:eu-west-1:${id}:key/${keyIdOf(model.world.random, id, "eu-west-1", 0)}`,
      },
    });
    expect(await encryption(tables, bucketArn("data-lake-prod", "data-lake-prod-curated"))).toMatchObject({
      encryptionConfiguration: { sseAlgorithm: "AES256" },
    });
    const sandbox = await reader("sandbox-ines");
    expect(await refusal(encryption(sandbox.tables, bucketArn("sandbox-ines", "sandbox-ines-try")))).toMatchObject({
      code: "NotFoundException",
      status: 404,
    });
  });

  it("are shared within the organization, with a partner, with anyone, or with nobody", async () => {
    const policy = async (account: string, name: string) => {
      const { tables } = await reader(account);
      return tables.send(new GetTableBucketPolicyCommand({ tableBucketARN: bucketArn(account, name) }));
    };
    expect((await policy("data-lake-prod", "data-lake-prod-lakehouse")).resourcePolicy).toContain("aws:PrincipalOrgID");
    expect((await policy("data-lake-prod", "data-lake-prod-exchange")).resourcePolicy).toContain("210987654321");
    expect((await policy("data-lake-dev", "data-lake-dev-scratch")).resourcePolicy).toContain('"Principal":"*"');
    expect(await refusal(policy("analytics-prod", "analytics-prod-analytics"))).toMatchObject({
      code: "NotFoundException",
      status: 404,
    });
  });

  it("are replicated to a table bucket that exists, or not at all", async () => {
    const { tables } = await reader("data-lake-prod");
    const arn = bucketArn("data-lake-prod", "data-lake-prod-lakehouse");
    const { configuration } = await tables.send(new GetTableBucketReplicationCommand({ tableBucketARN: arn }));
    const to = configuration?.rules?.[0]?.destinations?.[0]?.destinationTableBucketARN ?? "";
    const there = await reader("data-lake-prod", "eu-central-1");
    expect(await there.tables.send(new GetTableBucketCommand({ tableBucketARN: to }))).toMatchObject({ arn: to });
    const other = bucketArn("data-lake-prod", "data-lake-prod-curated");
    expect(await refusal(tables.send(new GetTableBucketReplicationCommand({ tableBucketARN: other })))).toMatchObject({
      code: "NotFoundException",
      status: 404,
    });
  });

  it("hold namespaces and tables: encrypted as their bucket, one given away by a policy of its own", async () => {
    const { tables } = await reader("analytics-prod");
    const tableBucketARN = bucketArn("analytics-prod", "analytics-prod-analytics");
    const { namespaces = [] } = await tables.send(new ListNamespacesCommand({ tableBucketARN }));
    expect(namespaces.map(({ namespace }) => namespace)).toEqual([["reports"]]);
    const { tables: all = [] } = await tables.send(new ListTablesCommand({ tableBucketARN, namespace: "reports" }));
    expect(all.map(({ name }) => name)).toEqual(["daily", "monthly"]);
    const named = (name: string) => ({ tableBucketARN, namespace: "reports", name });
    expect(await tables.send(new GetTableCommand({ tableArn: all[0]?.tableARN }))).toMatchObject({ name: "daily" });
    expect(await tables.send(new GetTableEncryptionCommand(named("daily")))).toMatchObject({
      encryptionConfiguration: { sseAlgorithm: "aws:kms" },
    });
    expect((await tables.send(new GetTablePolicyCommand(named("daily")))).resourcePolicy).toContain("210987654321");
    expect(await refusal(tables.send(new GetTablePolicyCommand(named("monthly"))))).toMatchObject({ status: 404 });
    expect(await refusal(tables.send(new GetTableCommand(named("yearly"))))).toMatchObject({ status: 404 });
  });

  it("are refused where they are another account's, elsewhere, or misspelt", async () => {
    const { tables } = await reader("data-lake-prod");
    const read = (tableBucketARN: string) => refusal(tables.send(new GetTableBucketCommand({ tableBucketARN })));
    expect(await read(bucketArn("data-lake-dev", "data-lake-dev-scratch"))).toMatchObject({
      code: "AccessDeniedException",
      status: 403,
    });
    expect(await read(bucketArn("data-lake-prod", "data-lake-prod-lakehouse", "us-east-1"))).toMatchObject({
      code: "NotFoundException",
    });
    expect(await read("arn:aws:s3:::lakehouse")).toMatchObject({ code: "BadRequestException", status: 400 });
  });

  it("keep what is written to them, and lose it again", async () => {
    const { tables } = administrator();
    const { arn: tableBucketARN } = await tables.send(new CreateTableBucketCommand({ name: "made-here" }));
    expect(await refusal(tables.send(new CreateTableBucketCommand({ name: "made-here" })))).toMatchObject({
      status: 400,
    });
    const key = `arn:aws:kms:eu-west-1:${model.managementAccountId}:key/1`;
    const encryptionConfiguration = { sseAlgorithm: "aws:kms", kmsKeyArn: key } as const;
    await tables.send(new PutTableBucketEncryptionCommand({ tableBucketARN, encryptionConfiguration }));
    const bad = new PutTableBucketEncryptionCommand({
      tableBucketARN,
      encryptionConfiguration: { sseAlgorithm: "aws:kms" },
    });
    expect(await refusal(tables.send(bad))).toMatchObject({ code: "BadRequestException" });
    expect(await tables.send(new GetTableBucketEncryptionCommand({ tableBucketARN }))).toMatchObject({
      encryptionConfiguration,
    });
    await tables.send(new DeleteTableBucketEncryptionCommand({ tableBucketARN }));
    expect(await refusal(tables.send(new GetTableBucketEncryptionCommand({ tableBucketARN })))).toMatchObject({
      code: "NotFoundException",
    });

    const resourcePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    await tables.send(new PutTableBucketPolicyCommand({ tableBucketARN, resourcePolicy }));
    expect(await tables.send(new GetTableBucketPolicyCommand({ tableBucketARN }))).toMatchObject({ resourcePolicy });
    await tables.send(new DeleteTableBucketPolicyCommand({ tableBucketARN }));
    expect(await refusal(tables.send(new GetTableBucketPolicyCommand({ tableBucketARN })))).toMatchObject({
      status: 404,
    });

    const destination = bucketArn("data-lake-prod", "data-lake-prod-lakehouse");
    const configuration = {
      role: `arn:aws:iam::${model.managementAccountId}:role/R`,
      rules: [{ destinations: [{ destinationTableBucketARN: destination }] }],
    };
    const { versionToken } = await tables.send(new PutTableBucketReplicationCommand({ tableBucketARN, configuration }));
    const stale = new DeleteTableBucketReplicationCommand({ tableBucketARN, versionToken: "another" });
    expect(await refusal(tables.send(stale))).toMatchObject({ status: 400 });
    expect(await tables.send(new GetTableBucketReplicationCommand({ tableBucketARN }))).toMatchObject({
      configuration,
    });
    await tables.send(new DeleteTableBucketReplicationCommand({ tableBucketARN, versionToken }));

    await tables.send(
      new PutTableBucketStorageClassCommand({
        tableBucketARN,
        storageClassConfiguration: { storageClass: "INTELLIGENT_TIERING" },
      }),
    );
    expect(await tables.send(new GetTableBucketStorageClassCommand({ tableBucketARN }))).toMatchObject({
      storageClassConfiguration: { storageClass: "INTELLIGENT_TIERING" },
    });

    await tables.send(new TagResourceCommand({ resourceArn: tableBucketARN, tags: { owner: "us", team: "x" } }));
    await tables.send(new UntagResourceCommand({ resourceArn: tableBucketARN, tagKeys: ["team"] }));
    expect(await tables.send(new ListTagsForResourceCommand({ resourceArn: tableBucketARN }))).toMatchObject({
      tags: { owner: "us" },
    });
    await tables.send(new DeleteTableBucketCommand({ tableBucketARN }));
    expect(await refusal(tables.send(new GetTableBucketCommand({ tableBucketARN })))).toMatchObject({ status: 404 });
  });

  it("are not changed by the reader", async () => {
    const { tables } = await reader("data-lake-prod");
    const tableBucketARN = bucketArn("data-lake-prod", "data-lake-prod-lakehouse");
    expect(await refusal(tables.send(new DeleteTableBucketPolicyCommand({ tableBucketARN })))).toMatchObject({
      code: "AccessDeniedException",
      status: 403,
    });
  });
});

describe("vector buckets", () => {
  it("are listed, encrypted or not, and their indexes with them", async () => {
    const { vectors } = await reader("data-lake-prod");
    const { vectorBuckets = [], nextToken } = await vectors.send(new ListVectorBucketsCommand({ maxResults: 1 }));
    const rest = await vectors.send(new ListVectorBucketsCommand({ maxResults: 1, nextToken }));
    expect([...vectorBuckets, ...(rest.vectorBuckets ?? [])].map((one) => one.vectorBucketName)).toEqual([
      "claims-search",
      "policy-search",
    ]);
    const get = (vectorBucketName: string) => vectors.send(new GetVectorBucketCommand({ vectorBucketName }));
    expect((await get("claims-search")).vectorBucket?.encryptionConfiguration?.sseType).toBe("aws:kms");
    expect((await get("policy-search")).vectorBucket?.encryptionConfiguration).toEqual({ sseType: "AES256" });
    const { indexes = [] } = await vectors.send(new ListIndexesCommand({ vectorBucketName: "policy-search" }));
    expect(indexes.map(({ indexName }) => indexName)).toEqual(["clauses", "riders"]);
    const [own, inherited] = await Promise.all(
      indexes.map(({ indexArn }) => vectors.send(new GetIndexCommand({ indexArn }))),
    );
    expect(own?.index?.encryptionConfiguration?.sseType).toBe("aws:kms");
    expect(inherited?.index?.encryptionConfiguration?.sseType).toBe("AES256");
  });

  it("are shared within the organization, with a partner, with anyone, or with nobody", async () => {
    const policy = async (account: string, vectorBucketName: string) => {
      const { vectors } = await reader(account);
      return vectors.send(new GetVectorBucketPolicyCommand({ vectorBucketName }));
    };
    expect((await policy("data-lake-prod", "claims-search")).policy).toContain("aws:PrincipalOrgID");
    expect((await policy("documents-prod", "broker-search")).policy).toContain("210987654321");
    expect((await policy("data-science-dev", "embeddings")).policy).toContain('"Principal":"*"');
    expect(await refusal(policy("hackathon-2026", "chat"))).toMatchObject({ code: "NotFoundException", status: 404 });
    expect(await refusal(policy("hackathon-2026", "nowhere"))).toMatchObject({ code: "NotFoundException" });
  });

  it("keep what is written to them, and are gone when they are deleted", async () => {
    const { vectors } = administrator();
    const vectorBucketName = "made-here";
    const { vectorBucketArn } = await vectors.send(new CreateVectorBucketCommand({ vectorBucketName }));
    expect(await refusal(vectors.send(new CreateVectorBucketCommand({ vectorBucketName })))).toMatchObject({
      code: "ConflictException",
      status: 409,
    });
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    await vectors.send(new PutVectorBucketPolicyCommand({ vectorBucketArn, policy }));
    expect(await vectors.send(new GetVectorBucketPolicyCommand({ vectorBucketName }))).toMatchObject({ policy });
    expect(
      await refusal(vectors.send(new PutVectorBucketPolicyCommand({ vectorBucketArn, policy: "no policy" }))),
    ).toMatchObject({ code: "ValidationException", status: 400 });
    await vectors.send(new DeleteVectorBucketPolicyCommand({ vectorBucketArn }));
    expect(await refusal(vectors.send(new GetVectorBucketPolicyCommand({ vectorBucketArn })))).toMatchObject({
      code: "NotFoundException",
    });
    await vectors.send(new VectorTagCommand({ resourceArn: vectorBucketArn, tags: { owner: "us" } }));
    expect(await vectors.send(new VectorTagsCommand({ resourceArn: vectorBucketArn }))).toMatchObject({
      tags: { owner: "us" },
    });
    await vectors.send(new DeleteVectorBucketCommand({ vectorBucketName }));
    expect(await refusal(vectors.send(new GetVectorBucketCommand({ vectorBucketName })))).toMatchObject({
      status: 404,
    });
  });
});
