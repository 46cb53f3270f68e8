import {
  AccountClient,
  type AccountClientResolvedConfig,
  DeleteAlternateContactCommand,
  GetAlternateContactCommand,
  GetContactInformationCommand,
  ListRegionsCommand,
  PutAlternateContactCommand,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from "@aws-sdk/client-account";
import {
  DescribeEventsCommand,
  DescribeEventsForOrganizationCommand,
  DescribeHealthServiceStatusForOrganizationCommand,
  HealthClient,
} from "@aws-sdk/client-health";
import {
  DescribeTrustedAdvisorCheckRefreshStatusesCommand,
  DescribeTrustedAdvisorCheckResultCommand,
  DescribeTrustedAdvisorChecksCommand,
  RefreshTrustedAdvisorCheckCommand,
  SupportClient,
} from "@aws-sdk/client-support";
import { ListChecksCommand, ListRecommendationsCommand, TrustedAdvisorClient } from "@aws-sdk/client-trustedadvisor";
import type { CommandImpl } from "@smithy/core/client";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, assume, type Keys, refusal } from "@/testing/model-clients";
import { administrator, ownerOf } from "./smoke/owner";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import {
  ControlTowerClient,
  EnableControlCommand,
  GetControlOperationCommand,
  GetLandingZoneCommand,
  ListEnabledControlsCommand,
  ListLandingZonesCommand,
  ResetLandingZoneCommand,
} from "./wire/control-tower";
import { realClock } from "./world/clock";

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

function clients(credentials: Keys, region = "us-east-1") {
  const options = { region, credentials, maxAttempts: 1, requestHandler: new Transport({ url: model.url }) };
  return {
    account: new AccountClient(options),
    health: new HealthClient(options),
    support: new SupportClient(options),
    advisor: new TrustedAdvisorClient(options),
    tower: new ControlTowerClient(options),
  };
}

const reader = async (name: string, region?: string) =>
  clients(await assume(model, accountNamed(model, name).id, "reader"), region);

const later = (ms: number) => {
  const then = model.world.clock.now().getTime() + ms;
  model.world.clock = { now: () => new Date(then) };
};

describe("Trusted Advisor", () => {
  const result = (client: SupportClient, checkId: string) =>
    client.send(new DescribeTrustedAdvisorCheckResultCommand({ checkId }));

  it("has a row with a value of each column for each bucket that is not well", async () => {
    const { support } = await reader("web-aldermoor");
    const { checks = [] } = await support.send(new DescribeTrustedAdvisorChecksCommand({ language: "en" }));
    expect(checks.map(({ id }) => id).sort()).toEqual(["Pfx0RwqBli", "R365s2Qddf", "c1fd6b96l4"]);
    const buckets = model.world.bucketsOf(accountNamed(model, "web-aldermoor").id);
    for (const { id = "", metadata = [] } of checks) {
      const { result: found } = await result(support, id);
      expect(found?.resourcesSummary?.resourcesProcessed).toBe(buckets.length);
      for (const row of found?.flaggedResources ?? []) expect(row.metadata).toHaveLength(metadata.length);
    }
    const { result: open } = await result(support, "Pfx0RwqBli");
    const names = open?.flaggedResources?.map(({ metadata: row }) => row?.[2]);
    expect(names).toEqual(expect.arrayContaining(["aldermoor-web-aldermoor-site", "aldermoor-web-aldermoor-assets"]));
    expect(open?.status).toBe("warning");
    const { result: versioning } = await result(support, "R365s2Qddf");
    const statuses = new Set(versioning?.flaggedResources?.map(({ status }) => status));
    expect(statuses).toEqual(new Set(["ok", "warning"]));
    expect(versioning?.resourcesSummary?.resourcesFlagged).toBe(
      buckets.filter((bucket) => bucket.versioning?.status !== "Enabled").length,
    );
  });

  it("says red where anyone may write, and green where all is well", async () => {
    const bucket = model.world.bucketsOf(accountNamed(model, "backup").id)[0];
    const { support } = await reader("backup");
    expect((await result(support, "Pfx0RwqBli")).result).toMatchObject({ status: "ok", flaggedResources: [] });
    if (!bucket) return expect.fail("There is no bucket.");
    const account = accountNamed(model, "backup");
    model.world.changeAccount({ ...account, ouId: model.world.tree.rootId, block: null });
    const grants = [...bucket.grants, { grantee: { group: "AllUsers" } as const, permission: "WRITE" as const }];
    model.world.changeBucket(bucket.name, { ...bucket, block: null, ownership: "ObjectWriter", grants });
    later(86_400_000);
    expect((await result(support, "Pfx0RwqBli")).result).toMatchObject({
      status: "error",
      flaggedResources: [{ status: "error", metadata: expect.arrayContaining([bucket.name, "Red"]) }],
    });
    model.world.changeBucket(bucket.name, bucket);
    model.world.changeAccount(account);
  });

  it("knows of a change when it ran again, once it was asked to", async () => {
    const { support } = clients(await ownerOf(model, "claims-prod"));
    const bucket = model.world
      .bucketsOf(accountNamed(model, "claims-prod").id)
      .find(({ versioning }) => versioning?.status === "Enabled");
    if (!bucket) return expect.fail("There is no bucket with versions.");
    const flagged = async () =>
      (await result(support, "R365s2Qddf")).result?.flaggedResources?.find(
        ({ metadata: row }) => row?.[1] === bucket.name,
      );
    expect(await flagged()).toMatchObject({ status: "ok" });
    model.world.changeBucket(bucket.name, { ...bucket, versioning: null });
    expect(await flagged()).toMatchObject({ status: "ok" });
    const refresh = (checkId: string) => support.send(new RefreshTrustedAdvisorCheckCommand({ checkId }));
    expect((await refresh("R365s2Qddf")).status).toMatchObject({ checkId: "R365s2Qddf", status: "enqueued" });
    later(60_000);
    expect(await flagged()).toMatchObject({ status: "warning" });
    const asked = new DescribeTrustedAdvisorCheckRefreshStatusesCommand({ checkIds: ["R365s2Qddf"] });
    expect((await support.send(asked)).statuses).toMatchObject([{ status: "success" }]);
    expect(await refusal(refresh("c1fd6b96l4"))).toMatchObject({ code: "InvalidParameterValueException", status: 400 });
    model.world.changeBucket(bucket.name, bucket);
  });

  it("is not answered to an account without a plan, nor about a check there is not", async () => {
    const { support, advisor, health } = await reader("claims-dev");
    const required = { code: "SubscriptionRequiredException", status: 400 };
    expect(await refusal(support.send(new DescribeTrustedAdvisorChecksCommand({ language: "en" })))).toMatchObject(
      required,
    );
    expect(await refusal(result(support, "Pfx0RwqBli"))).toMatchObject(required);
    expect(await refusal(health.send(new DescribeEventsCommand({})))).toMatchObject(required);
    expect(await refusal(advisor.send(new ListRecommendationsCommand({})))).toMatchObject({
      code: "AccessDeniedException",
      status: 403,
    });
    const paying = await reader("claims-prod");
    expect(await refusal(result(paying.support, "nothing"))).toMatchObject({ code: "InvalidParameterValueException" });
  });

  it("counts the same by its own API", async () => {
    const { support, advisor } = await reader("portal-prod");
    const { checkSummaries: checks = [] } = await advisor.send(new ListChecksCommand({ awsService: "s3" }));
    expect(checks).toHaveLength(3);
    const { result: found } = await result(support, "Pfx0RwqBli");
    const list = new ListRecommendationsCommand({ checkIdentifier: "arn:aws:trustedadvisor:::check/Pfx0RwqBli" });
    const { recommendationSummaries: one = [] } = await advisor.send(list);
    expect(one.map(({ resourcesAggregates: counts }) => counts?.warningCount)).toEqual([
      found?.resourcesSummary?.resourcesFlagged,
    ]);
    const pages = await advisor.send(new ListRecommendationsCommand({ maxResults: 2 }));
    const rest = await advisor.send(new ListRecommendationsCommand({ maxResults: 2, nextToken: pages.nextToken }));
    expect([...(pages.recommendationSummaries ?? []), ...(rest.recommendationSummaries ?? [])]).toHaveLength(3);
  });
});

describe("AWS Health", () => {
  it("tells an account of what happens to it, and the organization of all", async () => {
    const { health } = await reader("portal-prod");
    const { events = [] } = await health.send(new DescribeEventsCommand({ filter: { services: ["S3"] } }));
    expect(events.map(({ eventTypeCategory: kind }) => kind).sort()).toEqual(["accountNotification", "issue"]);
    const open = new DescribeEventsCommand({ filter: { eventStatusCodes: ["open"] } });
    expect((await health.send(open)).events).toHaveLength(1);
    const above = clients(administrator).health;
    expect(await above.send(new DescribeHealthServiceStatusForOrganizationCommand({}))).toMatchObject({
      healthServiceAccessStatusForOrganization: "ENABLED",
    });
    expect((await above.send(new DescribeEventsForOrganizationCommand({}))).events?.length).toBeGreaterThan(2);
    expect(await refusal(health.send(new DescribeEventsForOrganizationCommand({})))).toMatchObject({ status: 400 });
  });
});

/** The client of another service carries the commands of Control Tower, and is typed by its own. */
const ask = <I extends object, O extends ServiceOutputTypes>(
  tower: ControlTowerClient,
  command: CommandImpl<I, O, AccountClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes>,
): Promise<O> => tower.send(command as never) as unknown as Promise<O>;

describe("Control Tower", () => {
  const ouArn = (name: string) => {
    const { tree } = model.world;
    const ou = tree.ous.find((one) => one.name === name);
    return `arn:aws:organizations::${tree.managementAccountId}:ou/${tree.organizationId}/${ou?.id}`;
  };
  const controlsOf = async (tower: ControlTowerClient, name: string) =>
    (await ask(tower, new ListEnabledControlsCommand({ targetIdentifier: ouArn(name) }))).enabledControls;

  it("has one landing zone, at home in the management account, that drifted until it is reset", async () => {
    const { tower } = clients(administrator, "eu-west-1");
    const { landingZones = [] } = await ask(tower, new ListLandingZonesCommand({}));
    expect(landingZones).toHaveLength(1);
    const landingZoneIdentifier = landingZones[0]?.arn;
    const read = async () => (await ask(tower, new GetLandingZoneCommand({ landingZoneIdentifier }))).landingZone;
    expect(await read()).toMatchObject({ status: "ACTIVE", driftStatus: { status: "DRIFTED" }, version: "3.3" });
    await ask(tower, new ResetLandingZoneCommand({ landingZoneIdentifier }));
    expect(await read()).toMatchObject({ status: "PROCESSING" });
    expect(await refusal(ask(tower, new ResetLandingZoneCommand({ landingZoneIdentifier })))).toMatchObject({
      code: "ConflictException",
      status: 409,
    });
    later(60_000);
    expect(await read()).toMatchObject({ status: "ACTIVE", driftStatus: { status: "IN_SYNC" } });
    const elsewhere = clients(administrator, "eu-central-1").tower;
    expect((await ask(elsewhere, new ListLandingZonesCommand({}))).landingZones).toEqual([]);
    const member = await reader("claims-prod", "eu-west-1");
    expect(await refusal(ask(member.tower, new ListLandingZonesCommand({})))).toMatchObject({
      code: "AccessDeniedException",
      status: 403,
    });
  });

  it("holds OUs to all of its controls, to some, or to none, and one drifted", async () => {
    const { tower } = clients(administrator, "eu-west-1");
    const [prod, dev, sandbox] = await Promise.all(["Prod", "Dev", "Sandbox"].map((ou) => controlsOf(tower, ou)));
    expect([prod?.length, dev?.length, sandbox?.length]).toEqual([4, 2, 0]);
    expect(prod?.filter((one) => one.driftStatusSummary?.driftStatus === "DRIFTED")).toHaveLength(1);
    const first = await ask(tower, new ListEnabledControlsCommand({ maxResults: 10 }));
    const rest = await ask(tower, new ListEnabledControlsCommand({ maxResults: 10, nextToken: first.nextToken }));
    const all = [...first.enabledControls, ...rest.enabledControls].map(({ arn }) => arn);
    expect(new Set(all).size).toBe(15);
  });

  it("enables a control in its own time, once, where the OU is registered", async () => {
    const { tower } = clients(administrator, "eu-west-1");
    const controlIdentifier = "arn:aws:controltower:eu-west-1::control/AWS-GR_S3_VERSIONING_ENABLED";
    const enable = (name: string) =>
      ask(tower, new EnableControlCommand({ controlIdentifier, targetIdentifier: ouArn(name) }));
    const { operationIdentifier } = await enable("Dev");
    const operation = async () =>
      (await ask(tower, new GetControlOperationCommand({ operationIdentifier }))).controlOperation;
    expect(await operation()).toMatchObject({ status: "IN_PROGRESS", controlIdentifier });
    expect(await refusal(enable("Dev"))).toMatchObject({ code: "ConflictException" });
    later(60_000);
    expect(await operation()).toMatchObject({ status: "SUCCEEDED" });
    expect(await controlsOf(tower, "Dev")).toHaveLength(3);
    expect(await refusal(enable("Web hosting"))).toMatchObject({ code: "ValidationException", status: 400 });
    expect(await refusal(enable("Nowhere"))).toMatchObject({ code: "ResourceNotFoundException", status: 404 });
  });
});

describe("Account Management", () => {
  const read = (client: AccountClient, AccountId?: string) =>
    client.send(new GetAlternateContactCommand({ AlternateContactType: "SECURITY", AccountId }));

  it("names a security contact in some accounts and none in others, to the account and to those above", async () => {
    const { account } = await reader("data-lake-prod");
    expect((await read(account)).AlternateContact).toMatchObject({ EmailAddress: "security@aldermoor.example" });
    const above = clients(administrator).account;
    const found = await Promise.allSettled(model.world.tree.accounts.map(({ id }) => read(above, id)));
    const statuses = new Set(found.map(({ status }) => status));
    expect(statuses).toEqual(new Set(["fulfilled", "rejected"]));
    const hub = await reader("security-tooling");
    expect((await read(hub.account, accountNamed(model, "data-lake-prod").id)).AlternateContact?.Name).toBeDefined();
    const sandbox = await reader("sandbox-ines");
    expect(await refusal(read(sandbox.account))).toMatchObject({ code: "ResourceNotFoundException", status: 404 });
    expect(await refusal(read(account, accountNamed(model, "claims-prod").id))).toMatchObject({
      code: "AccessDeniedException",
      status: 403,
    });
    expect((await account.send(new GetContactInformationCommand({}))).ContactInformation?.CountryCode).toBe("IE");
    const { Regions } = await hub.account.send(new ListRegionsCommand({ AccountId: accountNamed(model, "backup").id }));
    expect(Regions).toHaveLength(model.world.regions.length);
  });

  it("keeps a contact until it is deleted", async () => {
    const above = clients(administrator).account;
    const AccountId = accountNamed(model, "sandbox-ines").id;
    const contact = {
      AlternateContactType: "SECURITY",
      Name: "Duty",
      Title: "Officer",
      EmailAddress: "duty@aldermoor.example",
      PhoneNumber: "+1",
    } as const;
    const put = (more: object) => above.send(new PutAlternateContactCommand({ AccountId, ...contact, ...more }));
    expect(await refusal(put({ EmailAddress: "nobody" }))).toMatchObject({ code: "ValidationException", status: 400 });
    await put({});
    expect((await read(above, AccountId)).AlternateContact).toEqual(contact);
    await above.send(new DeleteAlternateContactCommand({ AccountId, AlternateContactType: "SECURITY" }));
    expect(await refusal(read(above, AccountId))).toMatchObject({ code: "ResourceNotFoundException" });
    const { account } = await reader("data-lake-prod");
    expect(await refusal(account.send(new PutAlternateContactCommand(contact)))).toMatchObject({ status: 403 });
  });
});
