import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/data/pool";
import { systemActor } from "@/lib/services/access/actor";
import { startTestOrganization, type TestOrganization } from "@/testing/organization";
import { everyOu, tell } from "@/testing/told";
import { readPolicyAgreement } from "./read-policy-answers";

const actor = systemActor("test");
let organization: TestOrganization;
let root: number;

beforeAll(async () => {
  organization = await startTestOrganization({ accounts: 30, buckets: 300 });
  await organization.scan();
  root = (await everyOu())[0] ?? 0;
}, 120_000);

afterAll(async () => {
  await organization?.stop();
});

describe("AWS's answer on policies, and its rules", () => {
  test("compares every policy that grants something, in every unit, and counts each once", async () => {
    for (const ou of await everyOu()) {
      const granting = (await tell(ou)).filter(({ document }) => {
        const [policy, status] = [document?.["policy"]?.v, document?.["policyStatus"]?.v];
        return typeof policy === "string" && policy.includes('"Allow"') && status !== null && status !== undefined;
      });
      const found = await readPolicyAgreement(actor, ou);
      expect(found.total).toBe(granting.length);
      expect(found.compared).toBe(found.total);
      expect(found.agree + found.undetermined + found.disagreements.length).toBe(found.compared);
    }
    expect((await readPolicyAgreement(actor, root)).agree).toBeGreaterThan(5);
  });

  test("names a policy of which AWS says otherwise, and takes AWS's word in the verdict", async () => {
    const { rows } = await pool().query<{ id: number; hash: Buffer }>(
      `select r.id, s.snapshot as hash from resource r join resource_state s on s.resource_id = r.id
       join fact_snapshot d on d.hash = s.snapshot
       where r.type = 'AWS::S3::Bucket' and d.document->'policyStatus'->'v'->>'isPublic' = 'true' limit 1`,
    );
    const [open] = rows;
    if (!open) throw new Error("The organization has no public policy.");
    await pool().query(
      `update fact_snapshot set document = jsonb_set(document, '{policyStatus,v,isPublic}', 'false') where hash = $1`,
      [open.hash],
    );
    await pool().query("update version set value = value + 1 where name = 'posture'");
    const { disagreements } = await readPolicyAgreement(actor, root);
    expect(disagreements).toMatchObject([{ resourceId: open.id, isPublic: false }]);
  });

  test("is told of no unit outside what the actor may read", async () => {
    const nobody = { ...actor, grants: [] };
    await expect(readPolicyAgreement(nobody, root)).rejects.toThrow();
  });
});
