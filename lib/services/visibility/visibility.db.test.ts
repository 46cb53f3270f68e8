import { afterAll, beforeAll, expect, test } from "vitest";
import { prisma } from "@/lib/data/prisma";
import { type Actor, systemActor } from "@/lib/services/access/actor";
import { startTestOrganization, type TestOrganization } from "@/testing/organization";
import { listGapResources } from "./list-gap-resources";
import { pathsOf } from "./permission-facts";
import { summarizeVisibility } from "./summarize-visibility";

let organization: TestOrganization;
const system = systemActor("test");
const gap = { permission: "s3:GetBucketPolicy", reason: "denied" } as const;

async function ouId(name: string): Promise<number> {
  const where = name === "root" ? { parentId: null } : { name };
  return (await prisma.ou.findFirstOrThrow({ where, select: { id: true } })).id;
}

const viewerOf = async (ou: string): Promise<Actor> => ({
  id: "viewer",
  name: "Viewer",
  email: "",
  grants: [{ role: "viewer", ouId: await ouId(ou), until: null }],
});

beforeAll(async () => {
  organization = await startTestOrganization();
  await organization.scan();
}, 120_000);

afterAll(async () => {
  await organization?.stop();
});

test("accounts out of sight are those nobody could sign in to, each with its reason", async () => {
  const { sight, accounts } = await summarizeVisibility(system, { ouId: await ouId("root") });
  expect(accounts.map(({ name }) => name).toSorted()).toEqual([
    "aldermoor-northgate-acquired",
    "aldermoor-sandbox-tomas",
  ]);
  expect(accounts.every(({ unreachable, since }) => unreachable !== null && since !== null)).toBe(true);
  expect(sight).toMatchObject({ unreachable: 2, notCollected: 0 });
});

test("a gap lists exactly the resources it counts, and regions count every resource not read in full once", async () => {
  const root = await ouId("root");
  const { gaps, regions } = await summarizeVisibility(system, { ouId: root });
  for (const { permission, reason, resources } of gaps) {
    const page = await listGapResources(system, { ouId: root, gap: { permission, reason: reason as "denied" } });
    expect([permission, reason, page.resources.length]).toEqual([permission, reason, resources]);
  }
  expect(gaps.find((one) => one.permission === gap.permission)?.resources).toBeGreaterThan(0);
  const unread = await prisma.resourceState.count({ where: { inFull: false, resource: { retiredAt: null } } });
  expect(regions.reduce((n, { resources }) => n + resources, 0)).toBe(unread);
});

test("a bucket that refuses while its account answers about others is told apart from a role that may not ask", async () => {
  const root = await ouId("root");
  const { resources } = await listGapResources(system, { ouId: root, gap });
  const alone = resources.find(({ answeredElsewhere }) => answeredElsewhere > 0);
  expect(alone).toBeDefined();
  const account = await prisma.account.findFirstOrThrow({ where: { name: "aldermoor-claims-prod" } });
  organization.model.faults.add({
    id: "policy",
    service: "S3",
    operation: "GetBucketPolicy",
    account: account.awsId,
    effect: { kind: "error", code: "AccessDenied", status: 403 },
  });
  await organization.scan();
  organization.model.faults.remove("policy");
  const denied = (await listGapResources(system, { ouId: root, gap })).resources.filter(
    ({ accountId }) => accountId === account.id,
  );
  expect(denied.length).toBeGreaterThan(0);
  expect(denied.every(({ answeredElsewhere, facts }) => answeredElsewhere === 0 && facts.includes("policy"))).toBe(
    true,
  );
});

test("whoever reads one OU sees nothing of another: no account, no gap, no resource", async () => {
  const reader = await viewerOf("Sandbox");
  const sandbox = await ouId("Sandbox");
  const under = await prisma.ouClosure.findMany({ where: { ancestorId: sandbox }, select: { descendantId: true } });
  const own = await prisma.account.findMany({ where: { ouId: { in: under.map(({ descendantId }) => descendantId) } } });
  const seen = await summarizeVisibility(reader, { ouId: sandbox });
  const ids = new Set(own.map(({ id }) => id));
  expect(seen.accounts.every(({ id }) => ids.has(id))).toBe(true);
  const counted = await prisma.gap.aggregate({ where: { accountId: { in: [...ids] } }, _sum: { resources: true } });
  expect(seen.gaps.reduce((n, { resources }) => n + resources, 0)).toBe(counted._sum.resources ?? 0);
  const page = await listGapResources(reader, { ouId: sandbox, gap });
  expect(page.resources.every(({ accountId }) => ids.has(accountId))).toBe(true);
  for (const elsewhere of [await ouId("root"), await ouId("Workloads")]) {
    await expect(summarizeVisibility(reader, { ouId: elsewhere })).rejects.toMatchObject({ code: "not_allowed" });
    await expect(listGapResources(reader, { ouId: elsewhere, gap })).rejects.toMatchObject({ code: "not_allowed" });
  }
});

test("every permission that is missing anywhere leads to the facts it is for", async () => {
  const missing = await prisma.gap.findMany({ where: { reason: "denied" }, distinct: ["permission"] });
  for (const { permission } of missing)
    expect([permission, pathsOf(permission).length > 0]).toEqual([permission, true]);
});
