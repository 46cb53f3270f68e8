import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recount } from "@/lib/data/ingest/recount";
import { pool } from "@/lib/data/pool";
import { startTestOrganization, type TestOrganization } from "@/testing/organization";

let organization: TestOrganization;

beforeAll(async () => {
  organization = await startTestOrganization();
}, 60_000);

afterAll(async () => {
  await organization?.stop();
});

const rows = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await pool().query<T>(text, values)).rows;

describe("a scan of the model organization", () => {
  it("reads every account it can reach and says which it cannot", async () => {
    const scan = await organization.scan();
    expect(scan).toMatchObject({ state: "partial", because: null });
    const unreachable = await rows<{ name: string; unreachable: string }>(
      "select name, unreachable from aws_account where unreachable is not null order by name",
    );
    expect(unreachable.map(({ name }) => name)).toEqual(["aldermoor-northgate-acquired", "aldermoor-sandbox-tomas"]);
    const [buckets] = await rows<{ n: number }>(
      "select count(*)::int as n from resource where type = 'AWS::S3::Bucket'",
    );
    const hidden = organization.model.world.tree.accounts
      .filter(({ name }) => /northgate|tomas/.test(name))
      .reduce((n, { id }) => n + organization.model.world.bucketsOf(id).length, 0);
    expect(buckets?.n).toBe(organization.model.world.bucketCount - hidden);
  });

  it("keeps counters that equal a recount of every verdict", async () => {
    expect(await recount()).toEqual([]);
  });

  it("tells a bucket that denies the auditor apart from one that is not configured", async () => {
    const denied = await rows<{ name: string; document: Record<string, { u?: string; permission?: string }> }>(
      `select r.name, d.document from resource r join resource_state s on s.resource_id = r.id
       join fact_snapshot d on d.hash = s.snapshot where d.document->'publicAccessBlock'->>'u' = 'denied'`,
    );
    expect(denied.length).toBeGreaterThan(0);
    for (const { document } of denied) {
      expect(document["publicAccessBlock"]).toEqual({ u: "denied", permission: "s3:GetBucketPublicAccessBlock" });
      expect(document["policy"]).toEqual({ u: "denied", permission: "s3:GetBucketPolicy" });
    }
    const [absent] = await rows<{ n: number }>(
      `select count(*)::int as n from resource_state s join fact_snapshot d on d.hash = s.snapshot
       where d.document->'publicAccessBlock' = '{"v": null}'`,
    );
    expect(absent?.n).toBeGreaterThan(0);
  });

  it("changes nothing when nothing changed", async () => {
    const before = await rows("select count(*)::int as n from state_change");
    await organization.scan();
    expect(await rows("select count(*)::int as n from state_change")).toEqual(before);
  });

  it("re-reads exactly one resource for a scan of one ARN", async () => {
    const [bucket] = await rows<{ arn: string; name: string }>(
      `select r.arn, r.name from resource r join aws_account a on a.id = r.account_id
       where a.name = 'aldermoor-claims-prod' and r.type = 'AWS::S3::Bucket' limit 1`,
    );
    const name = bucket?.name as string;
    const before = organization.model.world.bucket(name);
    if (!before) throw new Error("The bucket is not in the model.");
    organization.model.world.changeBucket(name, { ...before, versioning: { status: "Suspended", mfaDelete: false } });
    expect(await organization.scan({ scope: "resource", target: bucket?.arn as string })).toMatchObject({
      state: "complete",
    });
    const [stored] = await rows<{ versioning: unknown; observed: Date | null }>(
      `select d.document->'versioning'->'v' as versioning, s.observed_at as observed from resource r
       join resource_state s on s.resource_id = r.id join fact_snapshot d on d.hash = s.snapshot where r.name = $1`,
      [name],
    );
    expect(stored?.versioning).toEqual({ status: "Suspended", mfaDelete: false });
    expect(stored?.observed).not.toBeNull();
  });

  it("leaves findings open, out of sight, when the role of an account is removed", async () => {
    const account = organization.model.world.tree.accounts.find(({ name }) => name === "aldermoor-hackathon-2026");
    if (!account) throw new Error("The account is not in the model.");
    const open = () =>
      rows<{ n: number; lost: number }>(
        `select count(*)::int as n, count(sight_lost_at)::int as lost from finding f
         join aws_account a on a.id = f.account_id join resource r on r.id = f.resource_id
         where a.aws_id = $1 and r.type = 'AWS::S3::Bucket'`,
        [account.id],
      );
    const [before] = await open();
    expect(before?.n).toBeGreaterThan(0);
    expect(before?.lost).toBe(0);
    organization.model.world.changeAccount({ ...account, roles: { read: false, remediate: false } });
    await organization.scan({ scope: "account", target: account.id });
    const [after] = await open();
    expect(after?.n).toBe(before?.n);
    expect(after?.lost).toBe(after?.n);
    organization.model.world.changeAccount(account);
    await organization.scan({ scope: "account", target: account.id });
    expect((await open())[0]).toEqual(before);
    expect(await recount()).toEqual([]);
  });

  it("retires a bucket only when a complete listing no longer holds it", async () => {
    const [bucket] = organization.model.world.bucketsOf(
      organization.model.world.tree.accounts.find(({ name }) => name === "aldermoor-log-archive")?.id ?? "",
    );
    if (!bucket) throw new Error("The account holds no bucket.");
    organization.model.faults.add({
      id: "list",
      service: "S3",
      operation: "ListBuckets",
      account: bucket.accountId,
      probability: 1,
      effect: { kind: "error", code: "AccessDenied", status: 403 },
    });
    organization.model.world.changeBucket(bucket.name, null);
    await organization.scan({ scope: "account", target: bucket.accountId });
    const row = () =>
      rows<{ retired: boolean; unseen: boolean }>(
        "select retired_at is not null as retired, not_seen_since is not null as unseen from resource where name = $1",
        [bucket.name],
      );
    expect(await row()).toEqual([{ retired: false, unseen: true }]);
    organization.model.faults.remove("list");
    await organization.scan({ scope: "account", target: bucket.accountId });
    expect(await row()).toEqual([{ retired: true, unseen: false }]);
    expect(await recount()).toEqual([]);
  });
});
