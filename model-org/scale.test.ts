import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  ConfigServiceClient,
  SelectAggregateResourceConfigCommand,
  type SelectAggregateResourceConfigCommandOutput,
} from "@aws-sdk/client-config-service";
import { OrganizationsClient, paginateListAccounts } from "@aws-sdk/client-organizations";
import {
  GetBucketEncryptionCommand,
  GetBucketVersioningCommand,
  ListBucketsCommand,
  paginateListBuckets,
  S3Client,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { type Child, startChild, stopChild } from "@/scripts/child";
import { type Keys, refusal } from "@/testing/model-clients";
import type { ModelOrg } from "./start-model-org";

const accounts = 5000;
const buckets = 1_000_000;
/** What the process may hold at most, whatever it was asked. */
const limitMb = 500;

let child: Child;
let model: ModelOrg & { accounts: { id: string; name: string }[] };
let startedIn: number;
let transport: Transport;
let hub: Keys;
let sts: STSClient;

const administrator: Keys = { accessKeyId: "AKIAADMINISTRATOR000", secretAccessKey: "model" };

beforeAll(async () => {
  const began = performance.now();
  child = await startChild({
    name: "The model organization",
    command: process.execPath,
    args: [
      "--import",
      "tsx",
      path.join(import.meta.dirname, "main.ts"),
      "--accounts",
      `${accounts}`,
      "--buckets",
      `${buckets}`,
    ],
    cwd: path.join(import.meta.dirname, ".."),
    env: process.env,
    log: () => {},
  });
  startedIn = performance.now() - began;
  // Safe: the ready line is the model organization's own.
  const ready = child.ready as unknown as ModelOrg;
  const state = (await (await fetch(`${ready.controlUrl}/state`)).json()) as {
    accounts: { id: string; name: string }[];
  };
  model = { ...ready, accounts: state.accounts };
  transport = new Transport({ url: model.url });
  hub = { accessKeyId: model.roles.reader.accessKeyId, secretAccessKey: "model" };
  sts = new STSClient(optionsOf("us-east-1", hub));
}, 60_000);

afterAll(() => stopChild(child));

/** @returns megabytes the process holds; undefined where the system does not say */
function memoryOf({ process: { pid } }: Child): number | undefined {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return undefined;
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(file, "utf8"))?.[1]) / 1024;
}

/** One connection pool for every client: five hundred accounts are asked here. */
function optionsOf(region: string, credentials: Keys) {
  return { region, credentials, maxAttempts: 1, requestHandler: transport };
}

const s3In = (region: string, keys: Keys) => new S3Client(optionsOf(region, keys));

async function signIn(accountId: string): Promise<Keys> {
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/BreakwaterRead`,
      RoleSessionName: "scale",
      ExternalId: model.externalId,
    }),
  );
  return {
    accessKeyId: given?.AccessKeyId ?? "",
    secretAccessKey: given?.SecretAccessKey ?? "",
    sessionToken: given?.SessionToken ?? "",
  };
}

/** @returns what one bucket of an account is read as, chosen by the account's own number */
async function readOneOf(accountId: string): Promise<boolean> {
  const keys = await signIn(accountId);
  const { Buckets = [] } = await s3In("us-east-1", keys).send(new ListBucketsCommand({ MaxBuckets: 20 }));
  const bucket = Buckets[Number(accountId.slice(-2)) % Buckets.length];
  const s3 = s3In(bucket?.BucketRegion ?? "", keys);
  const asked = { Bucket: bucket?.Name, ExpectedBucketOwner: accountId };
  await s3.send(new GetBucketVersioningCommand(asked));
  const { ServerSideEncryptionConfiguration: encryption } = await s3.send(new GetBucketEncryptionCommand(asked));
  return encryption !== undefined;
}

const idOf = (name: string): string => model.accounts.find((account) => account.name === name)?.id ?? expect.fail(name);

describe("five thousand accounts and a million buckets", () => {
  it("are ready within seconds", () => {
    expect(startedIn / 1000).toBeLessThan(20);
  });

  it("are listed twenty accounts at a time", async () => {
    const organizations = new OrganizationsClient(optionsOf("us-east-1", administrator));
    const listed = new Set<string | undefined>();
    let pages = 0;
    for await (const { Accounts = [] } of paginateListAccounts({ client: organizations }, {})) {
      pages++;
      for (const { Id } of Accounts) listed.add(Id);
    }
    expect({ pages, listed: listed.size }).toEqual({ pages: accounts / 20, listed: accounts });
  });

  it("have an account that is listed in pages only", async () => {
    const s3 = s3In("us-east-1", await signIn(idOf("aldermoor-data-lake-prod")));
    expect(await refusal(s3.send(new ListBucketsCommand({})))).toMatchObject({ code: "InvalidRequest" });
    const names = new Set<string | undefined>();
    for await (const { Buckets = [] } of paginateListBuckets({ client: s3, pageSize: 1000 }, {})) {
      for (const { Name } of Buckets) names.add(Name);
    }
    expect(names.size).toBe(12_500);
  });

  it("answer for single buckets of many accounts", async () => {
    const teams = model.accounts.filter((_, i) => i > 100 && i % 9 === 0).slice(0, 500);
    expect(teams).toHaveLength(500);
    const read: boolean[] = [];
    const queue = teams.map(({ id }) => id);
    const reader = async () => {
      for (let id = queue.shift(); id !== undefined; id = queue.shift()) read.push(await readOneOf(id));
    };
    await Promise.all(Array.from({ length: 8 }, reader));
    expect(read.filter(Boolean)).toHaveLength(500);
  }, 60_000);

  it("answer Config's aggregator page by page, each bucket once", async () => {
    const config = new ConfigServiceClient(optionsOf("eu-west-1", hub));
    const seen = new Set<string>();
    let token: string | undefined;
    for (let page = 0; page < 200; page++) {
      const { Results = [], NextToken }: SelectAggregateResourceConfigCommandOutput = await config.send(
        new SelectAggregateResourceConfigCommand({
          ConfigurationAggregatorName: "organization",
          Expression: "SELECT accountId, resourceName WHERE resourceType = 'AWS::S3::Bucket'",
          Limit: 100,
          ...(token ? { NextToken: token } : {}),
        }),
      );
      expect(Results.length).toBeGreaterThan(0);
      for (const result of Results) seen.add(result);
      token = NextToken;
    }
    expect(token).toBeDefined();
    expect(seen.size).toBeGreaterThan(19_000);
  }, 60_000);

  it.skipIf(!existsSync("/proc/self/status"))("fit into half a gigabyte after all that", () => {
    const held = memoryOf(child) ?? 0;
    expect(held / limitMb, `${Math.round(held)} MB`).toBeLessThan(1);
  });
});
