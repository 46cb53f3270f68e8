import { AccountClient, ListRegionsCommand } from "@aws-sdk/client-account";
import { CloudFrontClient, ListDistributionsCommand } from "@aws-sdk/client-cloudfront";
import { CloudTrailClient, DescribeTrailsCommand } from "@aws-sdk/client-cloudtrail";
import { DescribeConfigurationRecordersCommand } from "@aws-sdk/client-config-service";
import { DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GuardDutyClient, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import { GetKeyRotationStatusCommand, KMSClient } from "@aws-sdk/client-kms";
import { ListAccountsCommand } from "@aws-sdk/client-organizations";
import {
  GetBucketAclCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import {
  GetPublicAccessBlockCommand as GetAccountBlockCommand,
  PutPublicAccessBlockCommand as PutAccountBlockCommand,
} from "@aws-sdk/client-s3-control";
import { ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, assume, clientsWith, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import type { Bucket } from "./world/configuration";
import { keys } from "./world/kms-keys";

let model: RunningModelOrg;

beforeAll(async () => {
  model = await startModelOrg();
});

afterAll(async () => {
  await model.stop();
});

const bucketOf = (account: string, matching: (bucket: Bucket) => boolean = () => true): Bucket =>
  model.world.bucketsOf(accountNamed(model, account).id).find(matching) ??
  expect.fail(`${account} holds no such bucket.`);

const named = ({ name, accountId }: Bucket) => ({ Bucket: name, ExpectedBucketOwner: accountId });

const readerOf = async ({ accountId, region }: { accountId: string; region: string }) =>
  clientsWith(model, region, await assume(model, accountId, "reader"));

const remediatorOf = async ({ accountId, region }: { accountId: string; region: string }, policy?: object) =>
  clientsWith(
    model,
    region,
    await assume(model, accountId, "remediator", policy ? { Policy: JSON.stringify(policy) } : {}),
  );

const block = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
} as const;

describe("signing in to a member account", () => {
  it("gives a session that is the role", async () => {
    const { id } = accountNamed(model, "claims-prod");
    const { sts } = await readerOf({ accountId: id, region: "eu-west-1" });
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: id,
      Arn: `arn:aws:sts::${id}:assumed-role/BreakwaterRead/test`,
    });
  });

  it.each([
    ["a role that is missing", "sandbox-tomas", {}],
    ["an account that is suspended", "northgate-acquired", {}],
    ["another external id", "claims-prod", { ExternalId: "somebody-else" }],
  ])("is refused for %s", async (_, account, input) => {
    const attempt = assume(model, accountNamed(model, account).id, "reader", input);
    expect(await refusal(attempt)).toMatchObject({ code: "AccessDenied", status: 403 });
  });

  it("is refused without an external id, and to the remediator without a source identity", async () => {
    const { id } = accountNamed(model, "claims-prod");
    expect(await refusal(assume(model, id, "reader", { ExternalId: undefined }))).toMatchObject({
      code: "AccessDenied",
    });
    expect(await refusal(assume(model, id, "remediator", { SourceIdentity: undefined }))).toMatchObject({
      code: "AccessDenied",
    });
  });

  it("is refused to a hub role for the other hub's role", async () => {
    const { id } = accountNamed(model, "claims-prod");
    const role = (name: string) => ({ RoleArn: `arn:aws:iam::${id}:role/${name}`, SourceIdentity: "an-approver" });
    expect(await refusal(assume(model, id, "reader", role("BreakwaterRemediate")))).toMatchObject({
      code: "AccessDenied",
    });
    expect(await refusal(assume(model, id, "remediator", role("BreakwaterRead")))).toMatchObject({
      code: "AccessDenied",
    });
  });

  it("ends with the role", async () => {
    const account = accountNamed(model, "policies-dev");
    const { s3 } = await readerOf({ accountId: account.id, region: "us-east-1" });
    await s3.send(new ListBucketsCommand({}));
    model.world.changeAccount({ ...account, roles: { read: false, remediate: false } });
    expect(await refusal(s3.send(new ListBucketsCommand({})))).toMatchObject({ code: "InvalidAccessKeyId" });
    model.world.changeAccount(account);
  });
});

describe("a reader", () => {
  it("reads what is configured, and is told what is not", async () => {
    const bucket = bucketOf("claims-prod", ({ block: own }) => own !== null);
    const bare = bucketOf("claims-dev", ({ block: own }) => own === null);
    const { s3 } = await readerOf(bucket);
    expect(await s3.send(new GetPublicAccessBlockCommand(named(bucket)))).toMatchObject({
      PublicAccessBlockConfiguration: block,
    });
    const other = await readerOf(bare);
    expect(await refusal(other.s3.send(new GetPublicAccessBlockCommand(named(bare))))).toMatchObject({
      code: "NoSuchPublicAccessBlockConfiguration",
      status: 404,
    });
  });

  it("is denied by a bucket whose policy lets only the vault in", async () => {
    const vault = bucketOf("payments-prod", ({ policy }) => policy?.includes("OnlyTheVault") ?? false);
    const { s3 } = await readerOf(vault);
    const refused = await Promise.all(
      [
        s3.send(new GetBucketPolicyCommand(named(vault))),
        s3.send(new GetBucketAclCommand(named(vault))),
        s3.send(new GetPublicAccessBlockCommand(named(vault))),
      ].map(refusal),
    );
    for (const one of refused) expect(one).toMatchObject({ code: "AccessDenied", status: 403 });
  });

  it("writes nothing", async () => {
    const bucket = bucketOf("claims-dev");
    const { s3, s3control } = await readerOf(bucket);
    const refused = await Promise.all(
      [
        s3.send(new PutPublicAccessBlockCommand({ ...named(bucket), PublicAccessBlockConfiguration: block })),
        s3.send(new PutBucketVersioningCommand({ ...named(bucket), VersioningConfiguration: { Status: "Enabled" } })),
        s3control.send(
          new PutAccountBlockCommand({ AccountId: bucket.accountId, PublicAccessBlockConfiguration: block }),
        ),
      ].map(refusal),
    );
    for (const one of refused) expect(one).toMatchObject({ code: "AccessDenied" });
    expect(model.world.bucket(bucket.name)).toEqual(bucket);
  });

  it("reads no bucket of another account, and none whose owner is not whom it expects", async () => {
    const bucket = bucketOf("claims-dev");
    const foreign = bucketOf("billing-dev", ({ region }) => region === bucket.region);
    const { s3 } = await readerOf(bucket);
    expect(await refusal(s3.send(new GetBucketVersioningCommand(named(foreign))))).toMatchObject({
      code: "AccessDenied",
    });
    const mistaken = { Bucket: bucket.name, ExpectedBucketOwner: foreign.accountId };
    expect(await refusal(s3.send(new GetBucketVersioningCommand(mistaken)))).toMatchObject({ code: "AccessDenied" });
  });

  it("is sent to the bucket's region from another", async () => {
    const bucket = bucketOf("claims-prod", ({ region }) => region !== "us-east-1");
    const { s3 } = await readerOf({ ...bucket, region: "us-east-1" });
    expect(await refusal(s3.send(new GetBucketVersioningCommand(named(bucket))))).toMatchObject({
      code: "PermanentRedirect",
      status: 301,
    });
  });

  it("is told a bucket's region, and not whether it may look inside", async () => {
    const bucket = bucketOf("claims-prod");
    const { s3 } = await readerOf(bucket);
    const error = await s3.send(new HeadBucketCommand(named(bucket))).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      $metadata: { httpStatusCode: 403 },
      $response: { headers: { "x-amz-bucket-region": bucket.region } },
    });
  });

  it("does not ask the organization", async () => {
    const { organizations } = await readerOf(bucketOf("claims-prod"));
    expect(await refusal(organizations.send(new ListAccountsCommand({})))).toMatchObject({
      code: "AccessDeniedException",
    });
  });
});

describe("a remediator", () => {
  it("writes the block and the encryption of a bucket, and no third thing", async () => {
    const bucket = bucketOf("claims-dev", ({ encryption }) => encryption.algorithm === "AES256");
    const { s3 } = await remediatorOf(bucket);
    await s3.send(new PutPublicAccessBlockCommand({ ...named(bucket), PublicAccessBlockConfiguration: block }));
    await s3.send(
      new PutBucketEncryptionCommand({
        ...named(bucket),
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" }, BucketKeyEnabled: true }],
        },
      }),
    );
    const after = model.world.bucket(bucket.name);
    expect(after).toMatchObject({ block, encryption: { algorithm: "aws:kms", bucketKey: true } });
    const refused = await Promise.all(
      [
        s3.send(new PutBucketVersioningCommand({ ...named(bucket), VersioningConfiguration: { Status: "Enabled" } })),
        s3.send(
          new PutBucketPolicyCommand({
            ...named(bucket),
            Policy: JSON.stringify({ Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }] }),
          }),
        ),
      ].map(refusal),
    );
    for (const one of refused) expect(one).toMatchObject({ code: "AccessDenied" });
    expect(model.world.bucket(bucket.name)).toEqual(after);
  });

  it("is held to the session policy it asked for: its actions and its resource", async () => {
    const bucket = bucketOf("billing-dev");
    const beside = bucketOf("billing-dev", ({ name, region }) => name !== bucket.name && region === bucket.region);
    const { s3 } = await remediatorOf(bucket, {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["s3:PutBucketPublicAccessBlock", "s3:GetBucketPublicAccessBlock"],
          Resource: `arn:aws:s3:::${bucket.name}`,
        },
      ],
    });
    const put = (of: Bucket) =>
      s3.send(new PutPublicAccessBlockCommand({ ...named(of), PublicAccessBlockConfiguration: block }));
    await put(bucket);
    expect(await refusal(s3.send(new GetBucketVersioningCommand(named(bucket))))).toMatchObject({
      code: "AccessDenied",
    });
    expect(await refusal(put(beside))).toMatchObject({ code: "AccessDenied" });
  });
});

describe("an account under an organization S3 policy", () => {
  it("shows the organization's block, refuses a change of its own, and keeps what it had", async () => {
    const account = accountNamed(model, "shared-services");
    const administrator = clientsWith(model, "us-east-1");
    const { s3control } = administrator;
    expect(await s3control.send(new GetAccountBlockCommand({ AccountId: account.id }))).toMatchObject({
      PublicAccessBlockConfiguration: block,
    });
    const put = s3control.send(
      new PutAccountBlockCommand({
        AccountId: account.id,
        PublicAccessBlockConfiguration: { ...block, BlockPublicAcls: false },
      }),
    );
    expect(await refusal(put)).toMatchObject({ code: "AccessDenied", status: 403 });
    expect(model.world.account(account.id)?.block).toEqual(account.block);
  });

  it("shows its own again once it is under none", async () => {
    const account = accountNamed(model, "shared-services");
    const root = model.world.tree.rootId;
    model.world.changeAccount({ ...account, ouId: root, block: null });
    const { s3control } = clientsWith(model, "us-east-1");
    expect(await refusal(s3control.send(new GetAccountBlockCommand({ AccountId: account.id })))).toMatchObject({
      code: "NoSuchPublicAccessBlockConfiguration",
    });
    model.world.changeAccount(account);
  });
});

describe("a service that denies", () => {
  const denied = async (call: (options: object) => Promise<unknown>, by: "reader" | "remediator" = "remediator") => {
    const credentials = await assume(model, accountNamed(model, "claims-dev").id, by);
    const requestHandler = new Transport({ url: model.url });
    return refusal(call({ region: "eu-west-1", credentials, maxAttempts: 1, requestHandler }));
  };

  it.each([
    ["awsJson", 400, "AccessDeniedException", (o: object) => new CloudTrailClient(o).send(new DescribeTrailsCommand())],
    ["restJson", 403, "AccessDeniedException", (o: object) => new GuardDutyClient(o).send(new ListDetectorsCommand())],
    ["restXml", 403, "AccessDenied", (o: object) => new CloudFrontClient(o).send(new ListDistributionsCommand())],
    ["awsQuery", 403, "AccessDenied", (o: object) => new IAMClient(o).send(new ListRolesCommand())],
    ["ec2Query", 403, "UnauthorizedOperation", (o: object) => new EC2Client(o).send(new DescribeVpcsCommand())],
    ["SNS's own", 403, "AuthorizationErrorException", (o: object) => new SNSClient(o).send(new ListTopicsCommand())],
  ] as const)("says so in %s with %i %s", async (_, status, code, call) => {
    expect(await denied(call)).toMatchObject({ code, status });
  });

  it("names who, what and why", async () => {
    const { message } = await denied((o) => new CloudTrailClient(o).send(new DescribeTrailsCommand()));
    expect(message).toMatch(/assumed-role\/BreakwaterRemediate\/test is not authorized to perform: cloudtrail:Desc/);
    expect(message).toContain("because no identity-based policy allows the action");
  });

  it("says the same of a key whose policy names nobody else", async () => {
    const { id } = accountNamed(model, "claims-dev");
    const [key] = model.world.records.list(keys, id, "eu-west-1");
    const read = (o: object) => new KMSClient(o).send(new GetKeyRotationStatusCommand({ KeyId: key?.id }));
    expect(await denied(read)).toMatchObject({ code: "AccessDeniedException", status: 400 });
  });
});

describe("a region an account has not opted in to", () => {
  const off = "me-central-1";
  const optionsIn = async (account: string) => ({
    region: off,
    credentials: await assume(model, accountNamed(model, account).id, "reader"),
    maxAttempts: 1,
    requestHandler: new Transport({ url: model.url }),
  });

  it("knows none of its keys, the administrator's neither", async () => {
    const options = await optionsIn("claims-prod");
    expect(await refusal(new CloudTrailClient(options).send(new DescribeTrailsCommand()))).toMatchObject({
      code: "UnrecognizedClientException",
      status: 400,
    });
    const { config } = clientsWith(model, off);
    expect(await refusal(config.send(new DescribeConfigurationRecordersCommand()))).toMatchObject({
      code: "UnrecognizedClientException",
    });
  });

  it("knows them once it has", async () => {
    const options = await optionsIn("telematics-prod");
    expect(await new CloudTrailClient(options).send(new DescribeTrailsCommand())).toHaveProperty("trailList");
  });

  it("keeps nobody from services that are of no region", async () => {
    const options = await optionsIn("claims-prod");
    expect(await new IAMClient(options).send(new ListRolesCommand())).toHaveProperty("Roles");
    expect(await new AccountClient(options).send(new ListRegionsCommand())).toHaveProperty("Regions");
  });

  it("opens no session of an account that has not, to one that has", async () => {
    const hub = model.world.account(model.world.hubAccountId) ?? expect.fail("There is no hub account.");
    model.world.changeAccount({ ...hub, optedIn: [off] });
    const { sts } = clientsWith(model, off, { accessKeyId: model.roles.reader.accessKeyId, secretAccessKey: "model" });
    const into = (name: string) =>
      sts.send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${accountNamed(model, name).id}:role/BreakwaterRead`,
          RoleSessionName: "test",
          ExternalId: model.externalId,
        }),
      );
    expect(await refusal(into("claims-prod"))).toMatchObject({ code: "RegionDisabledException", status: 403 });
    expect(await into("telematics-prod")).toHaveProperty("Credentials");
    model.world.changeAccount(hub);
  });
});
