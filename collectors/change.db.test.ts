import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findChange } from "@/lib/data/change/change";
import { recount } from "@/lib/data/ingest/recount";
import { pool } from "@/lib/data/pool";
import type { ChangeState } from "@/lib/model/change";
import type { Role } from "@/lib/model/role";
import { setClock } from "@/lib/platform/clock";
import type { Actor } from "@/lib/services/access/actor";
import { confirmChange } from "@/lib/services/changes/confirm-change";
import { dropChange } from "@/lib/services/changes/drop-change";
import { readChange } from "@/lib/services/changes/read-change";
import { requestPlan } from "@/lib/services/changes/request-plan";
import { requestUndo } from "@/lib/services/changes/request-undo";
import type { Bucket } from "@/model-org/world/configuration";
import { startTestOrganization, type TestOrganization } from "@/testing/organization";

let organization: TestOrganization;
let lead: Actor;
let viewer: Actor;
let stranger: Actor;

beforeAll(async () => {
  organization = await startTestOrganization({ buckets: 240 });
  await organization.startRemediator();
  await organization.scan();
  lead = await actorIn("lead", "remediator", "Workloads");
  viewer = await actorIn("viewer", "viewer", "Workloads");
  stranger = await actorIn("stranger", "remediator", "Sandbox");
}, 120_000);

afterAll(async () => {
  setClock(undefined);
  await organization?.stop();
});

beforeEach(() => {
  setClock(undefined);
  organization.model.faults.remove();
});

const rows = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await pool().query<T>(text, values)).rows;

async function actorIn(id: string, role: Role, ouName: string): Promise<Actor> {
  const [ou] = await rows<{ id: number }>("select id from ou where path = $1", [ouName]);
  if (!ou) throw new Error(`There is no unit ${ouName}.`);
  return { id, name: id, email: `${id}@example.com`, grants: [{ role, ouId: ou.id, until: null }] };
}

type Failure = { id: number; name: string; ouPath: string };

/** Failures of a control in Workloads that no test has used yet. */
const used = new Set<number>();
async function failureOf(control: string, fits: (bucket: Bucket) => boolean = () => true) {
  const found = await rows<Failure>(
    `select r.id, r.name, o.path as "ouPath" from finding f join control c on c.id = f.control_id
     join resource r on r.id = f.resource_id join aws_account a on a.id = r.account_id join ou o on o.id = a.ou_id
     where c.slug = $1 and f.sight_lost_at is null and o.path like 'Workloads%' order by r.id`,
    [control],
  );
  const one = found.find(({ id, name }) => {
    const bucket = organization.model.world.bucket(name);
    return !used.has(id) && bucket !== undefined && fits(bucket);
  });
  if (!one) throw new Error(`No bucket in Workloads fails ${control} as the test needs it.`);
  used.add(one.id);
  return one;
}

const bucketOf = ({ name }: Failure): Bucket => {
  const bucket = organization.model.world.bucket(name);
  if (!bucket) throw new Error(`${name} is gone.`);
  return bucket;
};

/** Waits until a change waits for a person or is over. */
async function settled(changeId: number) {
  for (const began = performance.now(); performance.now() - began < 60_000; ) {
    const change = await findChange(changeId);
    if (!change) throw new Error("The change is gone.");
    const ended: ChangeState[] = ["verified", "failed", "contested", "expired", "undone"];
    if (ended.includes(change.state) || (change.state === "planned" && change.plan)) return change;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Change ${changeId} did not settle within a minute.`);
}

async function planned(control: string, failure: Failure, actor = lead) {
  return settled((await requestPlan(actor, { controlId: control, resourceId: failure.id })).changeId);
}

async function applied(change: Awaited<ReturnType<typeof settled>>, actor = lead) {
  await confirmChange(actor, { changeId: change.id, liveState: change.liveState ?? "" });
  return settled(change.id);
}

const isOpen = async (control: string, { id }: Failure): Promise<boolean> =>
  (
    await rows("select from finding f join control c on c.id = f.control_id where c.slug = $1 and f.resource_id = $2", [
      control,
      id,
    ])
  ).length === 1;

const audit = (target: string) =>
  rows<{ action: string; actor: string }>("select action, actor from audit_entry where target = $1 order by id", [
    target,
  ]);

const everything = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};
const block = "bucket-block-public-access";
const key = "bucket-key-enabled";

describe("a change, from its plan to its undo", () => {
  it("plans on the live state and writes nothing before a person confirms", async () => {
    const failure = await failureOf(block, (bucket) => bucket.block === null);
    const before = bucketOf(failure);
    const change = await planned(block, failure);
    expect(change.plan).toMatchObject({
      before: null,
      after: { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true },
      operations: [{ kind: "s3:PutPublicAccessBlock", bucket: failure.name }],
      undo: [{ kind: "s3:DeletePublicAccessBlock", bucket: failure.name }],
    });
    expect(bucketOf(failure)).toEqual(before);
    await dropChange(lead, { changeId: change.id });
    expect((await settled(change.id)).state).toBe("expired");
    expect(await audit(`change/${change.id}`)).toEqual([
      { action: "change.plan", actor: "lead" },
      { action: "change.drop", actor: "lead" },
    ]);
  });

  it("closes the finding on what was read after the write, and undo restores 'not configured' exactly", async () => {
    const failure = await failureOf(block, (bucket) => bucket.block === null);
    const before = bucketOf(failure);
    const change = await applied(await planned(block, failure));
    expect(change).toMatchObject({ state: "verified", because: null, approvedBy: "lead" });
    expect(change.windowMs).toBeGreaterThanOrEqual(0);
    expect(bucketOf(failure)).toEqual({ ...before, block: everything });
    expect(await isOpen(block, failure)).toBe(false);
    expect(
      await rows("select ending, change_id from episode where resource_id = $1 and change_id is not null", [
        failure.id,
      ]),
    ).toContainEqual({ ending: "fixed_by_us", change_id: change.id });
    expect((await audit(`change/${change.id}`)).map(({ action }) => action)).toEqual([
      "change.plan",
      "change.confirm",
      "change.apply",
      "change.verified",
    ]);

    const undo = await applied(await settled((await requestUndo(lead, { changeId: change.id })).changeId));
    expect(undo).toMatchObject({ state: "verified", undoOf: change.id });
    expect(bucketOf(failure)).toEqual(before);
    expect(await isOpen(block, failure)).toBe(true);
    expect((await findChange(change.id))?.state).toBe("undone");
    await expect(requestUndo(lead, { changeId: change.id })).rejects.toMatchObject({ code: "conflict" });
    expect(await recount()).toEqual([]);
  });

  it("turns on the bucket key, keeps key and blocked types of the rule, and undoes it", async () => {
    const failure = await failureOf(key, ({ encryption }) => encryption.kmsKeyId !== undefined);
    const before = bucketOf(failure);
    const change = await applied(await planned(key, failure));
    expect(change.state).toBe("verified");
    expect(bucketOf(failure).encryption).toEqual({ ...before.encryption, bucketKey: true });
    expect(await isOpen(key, failure)).toBe(false);
    await applied(await settled((await requestUndo(lead, { changeId: change.id })).changeId));
    expect(bucketOf(failure).encryption).toEqual({ ...before.encryption, bucketKey: false });
    expect(await isOpen(key, failure)).toBe(true);
  });
});

describe("a change is refused", () => {
  it("when the live state is no longer what was planned: nothing is written", async () => {
    const failure = await failureOf(block, (bucket) => bucket.block === null);
    const change = await planned(block, failure);
    const moved = { ...bucketOf(failure), block: { ...everything, BlockPublicAcls: false } };
    organization.model.world.changeBucket(failure.name, moved);
    const ended = await applied(change);
    expect(ended).toMatchObject({ state: "contested", appliedAt: null });
    expect(ended.because).toContain("Nothing was written");
    expect(bucketOf(failure)).toEqual(moved);
  });

  it("when the plan a person saw is another one, or more than an hour old", async () => {
    const failure = await failureOf(block);
    const change = await planned(block, failure);
    const forged = "0".repeat(64);
    await expect(confirmChange(lead, { changeId: change.id, liveState: forged })).rejects.toMatchObject({
      code: "stale",
    });
    setClock(() => new Date(Date.now() + 61 * 60_000));
    await expect(confirmChange(lead, { changeId: change.id, liveState: change.liveState ?? "" })).rejects.toMatchObject(
      { code: "stale" },
    );
    expect((await findChange(change.id))?.state).toBe("expired");
  });

  it("to a viewer and to a remediator of another unit, and leaves no trace", async () => {
    const failure = await failureOf(block);
    const before = await rows("select count(*)::int as n from audit_entry");
    const input = { controlId: block, resourceId: failure.id };
    await expect(requestPlan(viewer, input)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(requestPlan(stranger, input)).rejects.toMatchObject({ code: "not_found" });
    expect(await rows("select count(*)::int as n from audit_entry")).toEqual(before);
    const change = await planned(block, failure);
    const confirmation = { changeId: change.id, liveState: change.liveState ?? "" };
    await expect(confirmChange(viewer, confirmation)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(confirmChange(stranger, confirmation)).rejects.toMatchObject({ code: "not_found" });
    await expect(readChange(stranger, change.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(dropChange(stranger, { changeId: change.id })).rejects.toMatchObject({ code: "not_found" });
    expect((await readChange(viewer, change.id)).state).toBe("planned");
    await dropChange(lead, { changeId: change.id });
  });

  it("while another change of the same bucket is under way, and asking twice is asking once", async () => {
    const failure = await failureOf(key, (bucket) => bucket.block === null);
    const first = await requestPlan(lead, { controlId: key, resourceId: failure.id });
    expect(await requestPlan(lead, { controlId: key, resourceId: failure.id })).toEqual(first);
    if (await isOpen(block, failure)) {
      await expect(requestPlan(lead, { controlId: block, resourceId: failure.id })).rejects.toMatchObject({
        code: "conflict",
      });
    }
    await settled(first.changeId);
    await dropChange(lead, { changeId: first.changeId });
  });

  it("where the account does not trust the remediator: it says so and nothing is written", async () => {
    const failure = await failureOf(block);
    const before = bucketOf(failure);
    const account = organization.model.world.account(before.accountId);
    if (!account) throw new Error("The account is gone.");
    organization.model.world.changeAccount({ ...account, roles: { ...account.roles, remediate: false } });
    const change = await planned(block, failure);
    organization.model.world.changeAccount(account);
    expect(change.state).toBe("failed");
    expect(change.because).toContain("BreakwaterRemediate");
    expect(bucketOf(failure)).toEqual(before);
  });
});

describe("a change that meets trouble", () => {
  it("is written once when AWS throttles and hangs up on the way", async () => {
    const failure = await failureOf(block, (bucket) => bucket.block === null);
    const change = await planned(block, failure);
    const on = { service: "S3", operation: "PutPublicAccessBlock", bucket: failure.name, times: 1 };
    organization.model.faults.add({ ...on, effect: { kind: "error", code: "SlowDown", status: 503 } });
    organization.model.faults.add({ ...on, effect: { kind: "hang-up" } });
    expect(await applied(change)).toMatchObject({ state: "verified" });
    expect(bucketOf(failure).block).toEqual(everything);
    expect((await audit(`change/${change.id}`)).map(({ action }) => action)).toEqual([
      "change.plan",
      "change.confirm",
      "change.apply",
      "change.verified",
    ]);
  });

  it("fails in words when AWS refuses the write, and the finding stays open", async () => {
    const failure = await failureOf(block);
    const change = await planned(block, failure);
    const before = bucketOf(failure);
    organization.model.faults.add({
      service: "S3",
      operation: "PutPublicAccessBlock",
      bucket: failure.name,
      effect: { kind: "error", code: "AccessDenied", status: 403 },
    });
    const ended = await applied(change);
    expect(ended).toMatchObject({ state: "failed" });
    expect(ended.because).toContain("AccessDenied");
    expect(bucketOf(failure)).toEqual(before);
    expect(await isOpen(block, failure)).toBe(true);
  });
});
