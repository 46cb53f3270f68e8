import { CreateBucketCommand, DeleteBucketCommand, PutBucketVersioningCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recount } from "@/lib/data/ingest/recount";
import { pool } from "@/lib/data/pool";
import { type Account, type Bucket, blockAll } from "@/model-org/world/configuration";
import { dump } from "@/testing/dump";
import { tell } from "@/testing/events";
import { accountNamed, clientsWith } from "@/testing/model-clients";
import { startTestOrganization, type TestOrganization } from "@/testing/organization";
import { until } from "@/testing/until";
import { Aws } from "../runtime/aws";
import { openModelQueue } from "./change-queue";
import { watchEvents } from "./watch";

const within = 20;
let organization: TestOrganization;
let watching: Promise<void>;
const controller = new AbortController();

const rows = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await pool().query<T>(text, values)).rows;

/** Waits until a query answers with something. */
const seen = <T extends object>(what: string, text: string, values: unknown[] = []) =>
  until(what, within, async () => (await rows<T>(text, values))[0]);

const account = (name: string): Account => accountNamed(organization.model, name);

function bucketOf(name: string): Bucket {
  const [bucket] = organization.model.world.bucketsOf(account(name).id);
  if (!bucket) throw new Error(`${name} has no bucket.`);
  return bucket;
}

/** Every message was taken away: what it hinted at is stored and counted. */
const everythingTaken = () =>
  until("empty queue", within, async () => {
    const { visible, hidden } = organization.model.world.changeQueue.depth;
    return visible + hidden === 0 || undefined;
  });

/** Nothing was missed: a scan of everything moves nothing. */
async function sweepMovesNothing(): Promise<void> {
  await everythingTaken();
  const before = await dump();
  await organization.scan();
  expect(await dump()).toEqual(before);
  expect(await recount()).toEqual([]);
}

const newest = `select c.origin, c.event, c.actor, c.cause from state_change c join resource r on r.id = c.resource_id
                where r.name = $1 order by c.occurred_at desc limit 1`;

beforeAll(async () => {
  organization = await startTestOrganization({ buckets: 160 });
  await organization.scan();
  const aws = new Aws();
  watching = watchEvents(aws, () => openModelQueue(aws), controller.signal);
}, 120_000);

afterAll(async () => {
  controller.abort();
  await watching;
  await organization?.stop();
});

describe("a change somebody makes", () => {
  it("is noticed by its event: what it names is read again, with the call and the person as labels", async () => {
    const bucket = bucketOf("claims-prod");
    const status = bucket.versioning?.status === "Enabled" ? "Suspended" : "Enabled";
    const { s3 } = clientsWith(organization.model, bucket.region);
    await s3.send(new PutBucketVersioningCommand({ Bucket: bucket.name, VersioningConfiguration: { Status: status } }));
    await seen("new versioning", `${newest.replace("where r.name = $1", "where r.name = $1 and c.origin = 'hint'")}`, [
      bucket.name,
    ]);
    expect(await rows(newest, [bucket.name])).toEqual([
      { origin: "hint", event: "PutBucketVersioning", actor: "administrator", cause: expect.any(String) },
    ]);
    await sweepMovesNothing();
  });

  it("brings a new bucket into the inventory, and takes one out that a complete listing no longer holds", async () => {
    const { s3 } = clientsWith(organization.model, organization.model.world.homeRegion);
    const name = "aldermoor-made-by-a-test";
    await s3.send(new CreateBucketCommand({ Bucket: name }));
    await seen("new bucket", "select from resource r join resource_state s on s.resource_id = r.id where r.name = $1", [
      name,
    ]);
    await sweepMovesNothing();
    await s3.send(new DeleteBucketCommand({ Bucket: name }));
    await seen("retired bucket", "select from resource where name = $1 and retired_at is not null", [name]);
    await sweepMovesNothing();
  });

  it("retires nothing where the listing is denied", async () => {
    const { world, faults } = organization.model;
    const bucket = bucketOf("documents-prod");
    const id = faults.add({
      service: "S3",
      operation: "ListBuckets",
      account: bucket.accountId,
      probability: 1,
      effect: { kind: "error", code: "AccessDenied", status: 403 },
    });
    world.changeBucket(bucket.name, null);
    tell(organization.model, {
      name: "DeleteBucket",
      accountId: bucket.accountId,
      region: bucket.region,
      parameters: { bucketName: bucket.name },
    });
    await seen("account whose buckets cannot be listed", "select from gap where permission = 's3:ListAllMyBuckets'");
    expect(await rows("select from resource where name = $1 and retired_at is not null", [bucket.name])).toEqual([]);
    faults.remove(id);
    await organization.scan();
    expect(await rows("select from resource where name = $1 and retired_at is not null", [bucket.name])).toHaveLength(
      1,
    );
  });

  it("to an account's own block has the account judged again, and no bucket read", async () => {
    const { world } = organization.model;
    const mine = account("web-careers");
    const calls = async () => {
      const response = await fetch(new URL("/calls", organization.model.controlUrl));
      return Object.entries((await response.json()) as Record<string, number>)
        .filter(([name]) => name.startsWith("S3.GetBucket"))
        .reduce((sum, [, n]) => sum + n, 0);
    };
    const before = await calls();
    world.changeAccount({ ...mine, block: mine.block === null ? blockAll : null });
    const name = mine.block === null ? "PutAccountPublicAccessBlock" : "DeleteAccountPublicAccessBlock";
    tell(organization.model, { name, accountId: mine.id, parameters: { accountId: mine.id } });
    await seen(
      "account judged again",
      `select from state_change c join resource r on r.id = c.resource_id
       where c.event = $1 and r.type = 'AWS::Organizations::Account'`,
      [name],
    );
    expect(await calls()).toBe(before);
    await sweepMovesNothing();
  });
});

describe("an account", () => {
  it("that lets nobody in any more is out of sight, and is read in full once it does again", async () => {
    const { world } = organization.model;
    const mine = account("hackathon-2026");
    const role = (name: string) =>
      tell(organization.model, {
        name,
        accountId: mine.id,
        source: "iam.amazonaws.com",
        parameters: { roleName: world.options.readRole },
      });
    const before = await dump();
    world.changeAccount({ ...mine, roles: { read: false, remediate: false } });
    role("DeleteRole");
    await seen("account out of sight", "select from aws_account where aws_id = $1 and unreachable is not null", [
      mine.id,
    ]);
    await until("verdicts that say so", within, async () => {
      const found = await rows(
        `select from finding f join aws_account a on a.id = f.account_id join resource r on r.id = f.resource_id
         where a.aws_id = $1 and f.sight_lost_at is null and r.type = 'AWS::S3::Bucket'`,
        [mine.id],
      );
      return found.length === 0 || undefined;
    });
    await sweepMovesNothing();
    world.changeAccount(mine);
    role("CreateRole");
    await seen(
      "scan of the account",
      "select from scan where origin = 'hint' and target = $1 and finished_at is not null",
      [mine.id],
    );
    expect(await dump()).toEqual(before);
    await sweepMovesNothing();
  });

  it("that moves is judged in its new place, and one that closes is not asked any more", async () => {
    const { world } = organization.model;
    const [mover, closer] = [account("claims-prod"), account("web-careers")];
    const target = world.tree.ous.find(({ name }) => name === "Sandbox");
    if (!target) throw new Error("There is no unit Sandbox.");
    const organizations = (name: string) =>
      tell(organization.model, { name, accountId: world.managementAccountId, source: "organizations.amazonaws.com" });
    world.changeAccount({ ...mover, ouId: target.id });
    organizations("MoveAccount");
    await seen("move", "select from account_move m join aws_account a on a.id = m.account_id where a.aws_id = $1", [
      mover.id,
    ]);
    await sweepMovesNothing();
    world.changeAccount({ ...closer, state: "SUSPENDED" });
    organizations("CloseAccount");
    await seen("closed account", "select from aws_account where aws_id = $1 and unreachable like '%closed%'", [
      closer.id,
    ]);
    await sweepMovesNothing();
  });

  it("that another policy reaches is read again where it applies", async () => {
    const { world } = organization.model;
    const policies = [...world.tree.policies];
    world.changePolicies(policies.filter(({ type }) => type !== "S3_POLICY"));
    tell(organization.model, {
      name: "DetachPolicy",
      accountId: world.managementAccountId,
      source: "organizations.amazonaws.com",
    });
    await seen("judging after the event", "select from state_change where event = 'DetachPolicy'");
    await sweepMovesNothing();
  });
});

describe("what is no event", () => {
  it("harms nothing, and is taken away", async () => {
    const before = await dump();
    const mine = account("claims-prod");
    const nothing = { accountId: mine.id, region: "eu-west-1" };
    tell(organization.model, { ...nothing, name: "PutBucketPolicy", parameters: { bucketName: "../../nowhere" } });
    tell(organization.model, { ...nothing, name: "PutBucketPolicy", parameters: { bucketName: "x".repeat(5000) } });
    tell(organization.model, { ...nothing, name: "PutBucketPolicy", time: "yesterday" });
    tell(organization.model, { ...nothing, name: "y".repeat(400_000), parameters: { bucketName: "a" } });
    tell(organization.model, { ...nothing, name: "PutBucketPolicy", errorCode: "AccessDenied" });
    tell(organization.model, { ...nothing, name: "PutBucketPolicy", accountId: "not an account" });
    tell(organization.model, { ...nothing, name: "PutBucketPolicy", accountId: "000000000000" });
    await everythingTaken();
    expect(await dump()).toEqual(before);
    expect(await rows("select from resource where name like '%nowhere%'")).toEqual([]);
    await sweepMovesNothing();
  });
});
