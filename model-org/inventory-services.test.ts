import {
  CreateIndexCommand,
  DeleteIndexCommand,
  GetDefaultViewCommand,
  GetIndexCommand,
  ListIndexesCommand,
  ListViewsCommand,
  paginateListResources,
  paginateSearch,
  ResourceExplorer2Client,
  SearchCommand,
  UpdateIndexTypeCommand,
} from "@aws-sdk/client-resource-explorer-2";
import {
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  GetGroupQueryCommand,
  ListGroupsCommand,
  ResourceGroupsClient,
} from "@aws-sdk/client-resource-groups";
import {
  GetResourcesCommand,
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
} from "@aws-sdk/client-resource-groups-tagging-api";
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

function clients(credentials: Keys, region = "eu-west-1") {
  const options = { region, credentials, maxAttempts: 1, requestHandler: new Transport({ url: model.url }) };
  return {
    explorer: new ResourceExplorer2Client(options),
    groups: new ResourceGroupsClient(options),
    tagging: new ResourceGroupsTaggingAPIClient(options),
  };
}

const reader = async (name: string, region?: string) =>
  clients(await assume(model, accountNamed(model, name).id, "reader"), region);

const owner = async (name: string, region?: string) => clients(await ownerOf(model, name), region);

const bucketsOf = (name: string) => model.world.bucketsOf(accountNamed(model, name).id);

describe("Resource Explorer", () => {
  const typesOf = async (name: string) =>
    (await (await reader(name)).explorer.send(new ListIndexesCommand({}))).Indexes?.map(({ Type }) => Type) ?? [];

  it("gathers all regions of careful accounts, each its own in development, and nothing in sandboxes", async () => {
    expect(await typesOf("claims-prod")).toEqual(["AGGREGATOR", "LOCAL", "LOCAL"]);
    expect(await typesOf("claims-dev")).toEqual(["LOCAL", "LOCAL", "LOCAL"]);
    expect(await typesOf("sandbox-ines")).toEqual([]);
    const { explorer } = await reader("claims-prod");
    expect((await explorer.send(new ListIndexesCommand({ Type: "AGGREGATOR" }))).Indexes).toMatchObject([
      { Region: "eu-west-1" },
    ]);
    expect(await explorer.send(new GetIndexCommand({}))).toMatchObject({ State: "ACTIVE", Type: "AGGREGATOR" });
  });

  it("finds every bucket of an account through its view, in pages, but for one account that lost one", async () => {
    const { explorer } = await owner("claims-prod");
    const { Views = [] } = await explorer.send(new ListViewsCommand({}));
    expect(await explorer.send(new GetDefaultViewCommand({}))).toMatchObject({ ViewArn: Views[0] });
    const arns: (string | undefined)[] = [];
    const asked = { QueryString: "resourcetype:s3:bucket" };
    for await (const page of paginateSearch({ client: explorer, pageSize: 7 }, asked)) {
      expect(page.Count).toEqual({ TotalResources: bucketsOf("claims-prod").length, Complete: true });
      arns.push(...(page.Resources ?? []).map(({ Arn }) => Arn));
    }
    expect(arns).toEqual(bucketsOf("claims-prod").map(({ name }) => `arn:aws:s3:::${name}`));
    const listed: (string | undefined)[] = [];
    for await (const page of paginateListResources({ client: explorer, pageSize: 50 }, {})) {
      listed.push(...(page.Resources ?? []).map(({ Arn }) => Arn));
    }
    expect(listed).toEqual(arns);
    const billing = await owner("billing-prod");
    const { Count } = await billing.explorer.send(new SearchCommand(asked));
    expect(Count?.TotalResources).toBe(bucketsOf("billing-prod").length - 1);
  });

  it("has no view to search through where none is the default", async () => {
    const { explorer } = await owner("claims-dev");
    const search = explorer.send(new SearchCommand({ QueryString: "resourcetype:s3:bucket" }));
    expect(await refusal(search)).toMatchObject({ code: "UnauthorizedException", status: 401 });
    const without = await owner("sandbox-ines");
    expect(await refusal(without.explorer.send(new GetIndexCommand({})))).toMatchObject({
      code: "ResourceNotFoundException",
      status: 404,
    });
  });

  it("is turned on once in a region, and gathers in one region only", async () => {
    const { explorer } = await owner("sandbox-ines");
    const { Arn } = await explorer.send(new CreateIndexCommand({}));
    expect(await refusal(explorer.send(new CreateIndexCommand({})))).toMatchObject({
      code: "ConflictException",
      status: 409,
    });
    await explorer.send(new UpdateIndexTypeCommand({ Arn, Type: "AGGREGATOR" }));
    expect((await explorer.send(new ListIndexesCommand({}))).Indexes).toEqual([
      { Arn, Region: "eu-west-1", Type: "AGGREGATOR" },
    ]);
    const elsewhere = await owner("sandbox-ines", "eu-central-1");
    const { Arn: second } = await elsewhere.explorer.send(new CreateIndexCommand({}));
    const both = elsewhere.explorer.send(new UpdateIndexTypeCommand({ Arn: second, Type: "AGGREGATOR" }));
    expect(await refusal(both)).toMatchObject({ code: "ServiceQuotaExceededException", status: 402 });
    await explorer.send(new DeleteIndexCommand({ Arn }));
    await elsewhere.explorer.send(new DeleteIndexCommand({ Arn: second }));
    expect(await typesOf("sandbox-ines")).toEqual([]);
  });
});

describe("Resource Groups", () => {
  it("gather confidential buckets in production, and nothing in development", async () => {
    const { groups } = await reader("claims-prod");
    const { GroupIdentifiers: found = [], NextToken } = await groups.send(new ListGroupsCommand({ MaxResults: 1 }));
    const rest = await groups.send(new ListGroupsCommand({ MaxResults: 1, NextToken }));
    expect([...found, ...(rest.GroupIdentifiers ?? [])].map(({ GroupName }) => GroupName)).toEqual([
      "confidential-buckets",
      "restricted-buckets",
    ]);
    const { GroupQuery: query } = await groups.send(new GetGroupQueryCommand({ Group: "confidential-buckets" }));
    expect(query?.ResourceQuery?.Query).toContain("data-classification");
    expect((await (await reader("claims-dev")).groups.send(new ListGroupsCommand({}))).GroupIdentifiers).toEqual([]);
  });

  it("are made once under a name, with a query, and deleted", async () => {
    const { groups } = await owner("claims-dev");
    const ResourceQuery = { Type: "TAG_FILTERS_1_0", Query: "{}" } as const;
    const create = (input: object) => groups.send(new CreateGroupCommand({ Name: "ours", ResourceQuery, ...input }));
    await create({});
    expect(await refusal(create({}))).toMatchObject({ code: "BadRequestException", status: 400 });
    expect(await refusal(create({ Name: "aws-ours" }))).toMatchObject({ code: "BadRequestException" });
    expect((await groups.send(new GetGroupCommand({ Group: "ours" }))).Group?.Name).toBe("ours");
    await groups.send(new DeleteGroupCommand({ Group: "ours" }));
    expect(await refusal(groups.send(new GetGroupCommand({ Group: "ours" })))).toMatchObject({
      code: "NotFoundException",
      status: 404,
    });
    const { groups: read } = await reader("claims-dev");
    const refused = read.send(new CreateGroupCommand({ Name: "ours", ResourceQuery }));
    expect(await refusal(refused)).toMatchObject({ status: 403 });
  });
});

describe("the tagging API", () => {
  it("finds the tagged buckets of a region with their own tags, in pages, and no untagged one", async () => {
    const { tagging } = await reader("data-lake-prod");
    const found = new Map<string, Record<string, string>>();
    const asked = { ResourceTypeFilters: ["s3:bucket"] };
    for await (const page of paginateGetResources({ client: tagging, pageSize: 20 }, asked)) {
      expect(page.ResourceTagMappingList?.length).toBeLessThanOrEqual(20);
      for (const { ResourceARN = "", Tags = [] } of page.ResourceTagMappingList ?? []) {
        found.set(ResourceARN, Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])));
      }
    }
    const tagged = bucketsOf("data-lake-prod").filter(({ tags, region }) => tags && region === "eu-west-1");
    expect(found).toEqual(new Map(tagged.map(({ name, tags }) => [`arn:aws:s3:::${name}`, tags])));
    expect(tagged.length).toBeLessThan(bucketsOf("data-lake-prod").length);
  });

  it("narrows by keys and values, and refuses a token it never gave", async () => {
    const { tagging } = await reader("data-lake-prod");
    const TagFilters = [{ Key: "data-classification", Values: ["restricted"] }, { Key: "owner" }];
    const { ResourceTagMappingList: found = [] } = await tagging.send(
      new GetResourcesCommand({ TagFilters, ResourcesPerPage: 100 }),
    );
    const wanted = bucketsOf("data-lake-prod").filter(
      ({ tags, region }) => region === "eu-west-1" && tags?.["data-classification"] === "restricted" && tags["owner"],
    );
    expect(found.map(({ ResourceARN }) => ResourceARN)).toEqual(
      wanted.slice(0, 100).map(({ name }) => `arn:aws:s3:::${name}`),
    );
    expect(await refusal(tagging.send(new GetResourcesCommand({ PaginationToken: "made-up" })))).toMatchObject({
      code: "InvalidParameterException",
      status: 400,
    });
    const none = await tagging.send(new GetResourcesCommand({ ResourceTypeFilters: ["ec2:instance"] }));
    expect(none.ResourceTagMappingList).toEqual([]);
  });
});
