import { afterAll, beforeAll, expect, test } from "vitest";
import { prisma } from "@/lib/data/prisma";
import { findActor } from "@/lib/services/people/find-actor";
import { startTestOrganization, type TestOrganization } from "@/testing/organization";
import { ensurePersonas } from "./ensure-personas";
import { personas } from "./personas";

let organization: TestOrganization;

beforeAll(async () => {
  organization = await startTestOrganization({ accounts: 12, buckets: 12 });
}, 60_000);

afterAll(async () => {
  await organization?.stop();
});

test("before the organization was read there is nobody to sign in as", async () => {
  expect(await ensurePersonas()).toEqual(new Map());
});

test("many who sign in at the same moment find the same four people, each with its roles in its unit", async () => {
  await organization.scan();
  const found = await Promise.all(Array.from({ length: 12 }, () => ensurePersonas()));
  for (const one of found) expect(one).toEqual(found[0]);
  expect([...(found[0] ?? [])].map(([key]) => key)).toEqual(personas.map(({ key }) => key));
  expect(await prisma.authPerson.count()).toBe(4);
  const workloads = await prisma.ou.findFirstOrThrow({ where: { name: "Workloads" } });
  expect((await findActor(found[0]?.get("team-lead") ?? ""))?.grants).toEqual([
    { role: "triager", ouId: workloads.id, until: null },
    { role: "remediator", ouId: workloads.id, until: null },
  ]);
});
