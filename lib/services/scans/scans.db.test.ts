import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prisma } from "@/lib/data/prisma";
import type { Role } from "@/lib/model/role";
import { type Actor, systemActor } from "@/lib/services/access/actor";
import { finished, startTestOrganization, type TestOrganization } from "@/testing/organization";
import { cancelScan } from "./cancel-scan";
import { listScans } from "./list-scans";
import { listScanAccounts, readScan, readScanTallies } from "./read-scan";
import { startScan } from "./start-scan";

let organization: TestOrganization;
let first: number;
let ous: Map<string, { id: number; awsId: string }>;

const system = systemActor("test");

const actorIn = (role: Role, ou: string): Actor => ({
  id: `person-${role}`,
  name: `The ${role}`,
  email: `${role}@model.invalid`,
  grants: [{ role, ouId: idOf(ou), until: null }],
});

function ouOf(name: string) {
  const ou = ous.get(name);
  if (!ou) throw new Error(`The model has no OU ${name}.`);
  return ou;
}
const idOf = (name: string): number => ouOf(name).id;
const audits = (action: string) => prisma.auditEntry.count({ where: { action } });
const scanCount = () => prisma.scan.count();

beforeAll(async () => {
  organization = await startTestOrganization();
  first = (await organization.scan()).id;
  const rows = await prisma.ou.findMany({ select: { id: true, awsId: true, name: true, parentId: true } });
  ous = new Map(rows.map((ou) => [ou.parentId === null ? "root" : ou.name, ou]));
}, 120_000);

afterAll(async () => {
  await organization?.stop();
});

describe("starting a scan", () => {
  test.each(["viewer", "triager", "remediator", "approver", "auditor"] as const)(
    "by a %s of the whole organization is refused, and leaves no scan and no audit row",
    async (role) => {
      const before = [await scanCount(), await audits("scan.start")];
      await expect(startScan(actorIn(role, "root"), { scope: "full" })).rejects.toMatchObject({ code: "not_allowed" });
      expect([await scanCount(), await audits("scan.start")]).toEqual(before);
    },
  );

  test("of the whole organization is refused to an administrator of one OU", async () => {
    const before = [await scanCount(), await audits("scan.start")];
    await expect(startScan(actorIn("administrator", "Sandbox"), { scope: "full" })).rejects.toMatchObject({
      code: "not_allowed",
    });
    expect([await scanCount(), await audits("scan.start")]).toEqual(before);
  });

  test("of an account of another OU is refused in the words for one that does not exist", async () => {
    const elsewhere = await prisma.account.findFirstOrThrow({ where: { name: "aldermoor-claims-prod" } });
    const outsider = actorIn("administrator", "Sandbox");
    const refusal = (target: string) =>
      startScan(outsider, { scope: "account", target }).then(
        () => "started",
        (error: Error) => error.message.replace(target, "X"),
      );
    const existing = await refusal(elsewhere.awsId);
    expect(existing).toBe(await refusal("999999999999"));
    expect(existing).toMatch(/^No account X/);
  });

  test("by an administrator of the OU is audited there, and asked for twice at once is one scan", async () => {
    const administrator = actorIn("administrator", "Sandbox");
    const { awsId, id } = ouOf("Sandbox");
    const input = { scope: "ou", target: awsId } as const;
    const started = await Promise.all([startScan(administrator, input), startScan(administrator, input)]);
    expect(new Set(started.map(({ scanId }) => scanId)).size).toBe(1);
    expect(started.map(({ joined }) => joined).toSorted()).toEqual([false, true]);
    const scanId = started[0]?.scanId as number;
    const rows = await prisma.auditEntry.findMany({ where: { target: `scan/${scanId}` } });
    expect(rows.map(({ action, actor, ouId }) => ({ action, actor, ouId }))).toEqual([
      { action: "scan.start", actor: "person-administrator", ouId: id },
    ]);
    await finished(scanId);
  });
});

describe("reading scans", () => {
  test("the sums of a scan are the sums of its accounts and of its tallies", async () => {
    const root = idOf("root");
    const scan = await readScan(system, { scanId: first, ouId: root });
    const { accounts, next } = await listScanAccounts(system, { scanId: first, ouId: root, unread: false });
    expect(next).toBeNull();
    expect(accounts).toHaveLength(scan.accounts);
    const { facts, regions } = await readScanTallies(system, { scanId: first, ouId: root });
    for (const name of ["asked", "denied", "throttled", "otherUnknown", "calls"] as const) {
      const of = (rows: readonly Record<typeof name, number>[]) => rows.reduce((n, row) => n + row[name], 0);
      expect([name, of(accounts), of(facts), of(regions)]).toEqual([name, scan[name], scan[name], scan[name]]);
    }
    expect(scan.answered + scan.denied + scan.throttled + scan.otherUnknown).toBe(scan.asked);
    expect(scan).toMatchObject({ state: "partial", accountsUnreachable: 2 });
    expect(scan.denied).toBeGreaterThan(0);
  });

  test("only accounts with something unread are among the unread ones, and all of them are", async () => {
    const root = idOf("root");
    const all = (await listScanAccounts(system, { scanId: first, ouId: root, unread: false })).accounts;
    const unread = (await listScanAccounts(system, { scanId: first, ouId: root, unread: true })).accounts;
    expect(unread.map(({ accountId }) => accountId)).toEqual(
      all.filter(({ asked, answered }) => answered < asked).map(({ accountId }) => accountId),
    );
    expect(unread.filter(({ state }) => state === "unreachable").every(({ reason }) => reason !== null)).toBe(true);
  });

  test("a scan of the whole organization shows a reader of one OU the accounts of that OU, and sums over no other", async () => {
    const reader = actorIn("viewer", "Sandbox");
    const own = await prisma.account.findMany({
      where: { ou: { OR: [{ id: idOf("Sandbox") }, { path: { startsWith: "Sandbox" } }] } },
    });
    const { accounts } = await listScanAccounts(reader, { scanId: first, ouId: idOf("root"), unread: false });
    expect(accounts.map(({ accountId }) => accountId)).toEqual(own.map(({ id }) => id).toSorted((a, b) => a - b));
    const scan = await readScan(reader, { scanId: first });
    const sum = (of: (account: (typeof accounts)[number]) => number) => accounts.reduce((n, one) => n + of(one), 0);
    expect([scan.accounts, scan.asked, scan.calls]).toEqual([
      own.length,
      sum(({ asked }) => asked),
      sum(({ calls }) => calls),
    ]);
    const { facts } = await readScanTallies(reader, { scanId: first, ouId: idOf("root") });
    expect(facts.reduce((n, { asked }) => n + asked, 0)).toBe(scan.asked);
  });

  test("a scan of another OU, of its accounts or resources is not shown, and not found", async () => {
    const claims = await prisma.account.findFirstOrThrow({ where: { name: "aldermoor-claims-prod" } });
    const bucket = await prisma.resource.findFirstOrThrow({ where: { accountId: claims.id, type: "AWS::S3::Bucket" } });
    const ids = [
      (await organization.scan({ scope: "account", target: claims.awsId })).id,
      (await organization.scan({ scope: "resource", target: bucket.arn })).id,
      (await organization.scan({ scope: "ou", target: ouOf("Workloads").awsId })).id,
    ];
    const outsider = actorIn("administrator", "Sandbox");
    const listed = (await listScans(outsider, { ouId: idOf("Sandbox") })).scans.map(({ id }) => id);
    expect(listed).toContain(first);
    for (const scanId of ids) {
      expect(listed).not.toContain(scanId);
      await expect(readScan(outsider, { scanId })).rejects.toMatchObject({ code: "not_found" });
      await expect(cancelScan(outsider, { scanId })).rejects.toMatchObject({ code: "not_found" });
      await expect(readScanTallies(outsider, { scanId, ouId: idOf("Sandbox") })).rejects.toMatchObject({
        code: "not_found",
      });
    }
    const insider = (await listScans(actorIn("viewer", "Workloads"), { ouId: idOf("Workloads") })).scans;
    expect(insider.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    await expect(listScans(outsider, { ouId: idOf("Workloads") })).rejects.toMatchObject({ code: "not_allowed" });
  });
});

describe("cancelling a scan", () => {
  /** A scan no worker takes: it waits until it is cancelled. */
  const waiting = async (scope: "full" | "ou", target = ""): Promise<number> =>
    (
      await prisma.scan.create({
        data: { state: "planned", scope, target, origin: "person", requestedBy: "somebody", plannedAt: new Date() },
      })
    ).id;

  test("is refused to whoever does not administer all it looks at, and nothing is written", async () => {
    const scanId = await waiting("full");
    const before = await audits("scan.cancel");
    for (const actor of [actorIn("viewer", "root"), actorIn("administrator", "Sandbox")]) {
      await expect(cancelScan(actor, { scanId })).rejects.toMatchObject({ code: "not_allowed" });
    }
    expect(await audits("scan.cancel")).toBe(before);
    expect(await readScan(system, { scanId })).toMatchObject({ state: "planned" });
    await cancelScan(system, { scanId });
  });

  test("ends it once, says who did, and leaves one audit row in its OU", async () => {
    const { awsId, id } = ouOf("Sandbox");
    const scanId = await waiting("ou", awsId);
    const administrator = actorIn("administrator", "Sandbox");
    await cancelScan(administrator, { scanId });
    expect(await readScan(administrator, { scanId })).toMatchObject({
      state: "cancelled",
      because: "The administrator cancelled it.",
    });
    await expect(cancelScan(administrator, { scanId })).rejects.toMatchObject({ code: "conflict" });
    expect(await prisma.auditEntry.findMany({ where: { target: `scan/${scanId}` } })).toMatchObject([
      { action: "scan.cancel", actor: "person-administrator", ouId: id },
    ]);
  });
});
