import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/data/pool";
import { prisma } from "@/lib/data/prisma";
import type { Role } from "@/lib/model/role";
import { type Actor, systemActor } from "@/lib/services/access/actor";
import { startTestOrganization, type TestOrganization } from "@/testing/organization";
import { listSchedules } from "./list-schedules";
import { previewSchedule } from "./preview-schedule";
import { saveSchedule } from "./save-schedule";

let organization: TestOrganization;
const daily = { name: "Daily", cron: "0 3 * * *", timeZone: "UTC", enabled: true };

async function actorIn(role: Role, name: string): Promise<Actor> {
  const where = name === "root" ? { parentId: null } : { name };
  const ou = await prisma.ou.findFirstOrThrow({ where });
  return { id: `person-${role}`, name: role, email: "", grants: [{ role, ouId: ou.id, until: null }] };
}

const inQueue = async () =>
  (
    await pool().query<{ cron: string; timezone: string }>(
      "select cron, timezone from pgboss.schedule where name = 'run-schedule' order by key",
    )
  ).rows;

const audits = () => prisma.auditEntry.count({ where: { action: "schedule.save" } });

beforeAll(async () => {
  organization = await startTestOrganization({ accounts: 12, buckets: 12 });
  await organization.scan();
  await saveSchedule(systemActor("test"), daily);
}, 120_000);

afterAll(async () => {
  await organization?.stop();
});

test("an administrator of the whole organization changes when, and where it is that hour; the queue follows", async () => {
  const administrator = await actorIn("administrator", "root");
  const saved = await saveSchedule(administrator, { ...daily, cron: "30 4 * * 1", timeZone: "Europe/Berlin" });
  expect(await inQueue()).toEqual([{ cron: "30 4 * * 1", timezone: "Europe/Berlin" }]);
  const [row] = await listSchedules(administrator);
  expect(row).toMatchObject({ name: "Daily", cron: "30 4 * * 1", timeZone: "Europe/Berlin", enabled: true });
  expect(row?.next?.toISOString()).toBe(saved.next);
  const entry = await prisma.auditEntry.findFirstOrThrow({
    where: { action: "schedule.save" },
    orderBy: { id: "desc" },
  });
  expect(entry).toMatchObject({
    actor: "person-administrator",
    before: { cron: "0 3 * * *", timeZone: "UTC", enabled: true },
    after: { cron: "30 4 * * 1", timeZone: "Europe/Berlin" },
  });
});

test("one that is switched off leaves the queue and has no next time; switched on it is back", async () => {
  const administrator = await actorIn("administrator", "root");
  await saveSchedule(administrator, { ...daily, enabled: false });
  expect(await inQueue()).toEqual([]);
  expect((await listSchedules(administrator))[0]).toMatchObject({ enabled: false, next: null });
  await saveSchedule(administrator, daily);
  expect(await inQueue()).toHaveLength(1);
});

test.each([
  ["viewer", "root"],
  ["auditor", "root"],
  ["administrator", "Sandbox"],
] as const)("a %s of %s is refused, and nothing is written", async (role, ou) => {
  const before = [await audits(), await listSchedules(systemActor("test")), await inQueue()];
  await expect(saveSchedule(await actorIn(role, ou), { ...daily, cron: "* * * * *" })).rejects.toMatchObject({
    code: "not_allowed",
  });
  expect([await audits(), await listSchedules(systemActor("test")), await inQueue()]).toEqual(before);
});

test.each([
  [{ cron: "0 25 * * *" }, "The hour cannot be “25”: it is 0 to 23, or * for every one."],
  [{ timeZone: "Mars/Base" }, "There is no time zone “Mars/Base”: write one such as Europe/Berlin, or UTC."],
])("%j is refused with a sentence, and nothing is written", async (patch, message) => {
  const before = [await audits(), await inQueue()];
  await expect(saveSchedule(systemActor("test"), { ...daily, ...patch })).rejects.toMatchObject({
    code: "invalid",
    message,
  });
  expect([await audits(), await inQueue()]).toEqual(before);
});

test("a preview is for whoever may read, and writes nothing", async () => {
  const times = await previewSchedule(await actorIn("viewer", "Sandbox"), { cron: "0 3 * * *", timeZone: "UTC" });
  expect(times.ok && times.next).toHaveLength(3);
  const nobody: Actor = { id: "nobody", name: "Nobody", email: "", grants: [] };
  await expect(previewSchedule(nobody, { cron: "0 3 * * *", timeZone: "UTC" })).rejects.toMatchObject({
    code: "not_allowed",
  });
});
