import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/lib/data/pool";
import type { Role } from "@/lib/model/role";
import { roles } from "@/lib/model/role";
import { startTestOrganization, type TestOrganization } from "@/testing/organization";
import { listBuckets } from "../buckets/list-buckets";
import { readResource } from "../buckets/read-bucket";
import { listChanges } from "../changes/read-change";
import { exportRows } from "../evidence/export-rows";
import { listExposure } from "../exposure/list-exposure";
import { listFindings } from "../findings/list-findings";
import { readFinding } from "../findings/read-finding";
import { summarizeFindings } from "../findings/summarize-findings";
import { findPlaces } from "../go-to/find-places";
import { listScopes } from "../organization/list-scopes";
import { summarizeCoverage } from "../posture/summarize-coverage";
import { summarizePosture } from "../posture/summarize-posture";
import { startScan } from "../scans/start-scan";
import type { Actor } from "./actor";

let organization: TestOrganization;
const ous = new Map<string, number>();
/** A bucket of Workloads with an open finding. */
let bucket: { id: number; name: string; accountName: string };

const rows = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await pool().query<T>(text, values)).rows;

beforeAll(async () => {
  organization = await startTestOrganization();
  await organization.scan();
  for (const { path, id } of await rows<{ path: string; id: number }>("select path, id from ou")) ous.set(path, id);
  const [found] = await rows<typeof bucket>(
    `select r.id, r.name, a.name as "accountName" from resource r join aws_account a on a.id = r.account_id
     join ou o on o.id = a.ou_id join finding f on f.resource_id = r.id join control c on c.id = f.control_id
     where o.path like 'Workloads%' and r.type = 'AWS::S3::Bucket' and c.slug = 'bucket-server-access-logging' limit 1`,
  );
  if (!found) throw new Error("No bucket of Workloads fails.");
  bucket = found;
}, 120_000);

afterAll(async () => {
  await organization?.stop();
});

const ou = (path: string): number => ous.get(path) ?? -1;

const actor = (role: Role, path: string, until: Date | null = null): Actor => ({
  id: `${role}-of-${path}`,
  name: role,
  email: `${role}@example.com`,
  grants: [{ role, ouId: ou(path), until }],
});

describe("whoever may read one unit", () => {
  const reader = () => actor("administrator", "Sandbox");

  it.each([
    ["coverage", (of: Actor, ouId: number) => summarizeCoverage(of, ouId)],
    ["posture", (of: Actor, ouId: number) => summarizePosture(of, ouId)],
    ["exposure", (of: Actor, ouId: number) => listExposure(of, ouId)],
    ["findings", (of: Actor, ouId: number) => listFindings(of, { ouId, filter: {} })],
    ["groups of findings", (of: Actor, ouId: number) => summarizeFindings(of, { ouId, filter: {}, perControl: 5 })],
    ["buckets", (of: Actor, ouId: number) => listBuckets(of, { ouId, filter: {} })],
    ["findings as CSV", (of: Actor, ouId: number) => exportRows(of, { kind: "findings", ouId })],
    ["facts as CSV", (of: Actor, ouId: number) => exportRows(of, { kind: "facts", ouId })],
  ])("is refused %s of another unit and of the unit above", async (_, verb) => {
    await expect(verb(reader(), ou("Workloads"))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(verb(reader(), ou(""))).rejects.toMatchObject({ code: "not_allowed" });
  });

  it("is not told that a bucket or a finding of another unit exists", async () => {
    await expect(readResource(reader(), bucket.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(readFinding(reader(), "bucket-server-access-logging", bucket.id)).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await findPlaces(reader(), { q: bucket.name })).toEqual([]);
    expect(await findPlaces(reader(), { q: bucket.accountName })).toEqual([]);
    expect(await listChanges(reader())).toEqual({ changes: [], next: null, underWay: 0 });
  });

  it("gets only its own rows, counts and units", async () => {
    const own = new Set(
      (
        await rows<{ name: string }>(
          `select a.name from ou_closure o join aws_account a on a.ou_id = o.descendant_id where o.ancestor_id = $1`,
          [ou("Sandbox")],
        )
      ).map(({ name }) => name),
    );
    const { rows: findings } = await listFindings(reader(), { ouId: ou("Sandbox"), filter: {} });
    expect(findings.length).toBeGreaterThan(0);
    for (const { accountName } of findings) expect(own).toContain(accountName);
    expect((await listScopes(reader())).map(({ name }) => name)).toEqual(["Sandbox"]);
    const whole = await summarizeCoverage(actor("viewer", ""), ou(""));
    const part = await summarizeCoverage(reader(), ou("Sandbox"));
    expect(part.buckets).toBeGreaterThan(0);
    expect(part.buckets).toBeLessThan(whole.buckets);
    const csv = await text((await exportRows(reader(), { kind: "resources", ouId: ou("Sandbox") })).rows);
    expect(csv).not.toContain(bucket.name);
  });

  it("finds its own buckets by the beginning of their name, whatever signs are typed", async () => {
    const places = await findPlaces(actor("viewer", "Workloads"), { q: bucket.name.toUpperCase() });
    expect(places).toContainEqual({ kind: "bucket", id: bucket.id, title: bucket.name, says: bucket.accountName });
    expect(await findPlaces(actor("viewer", "Workloads"), { q: "%" })).toEqual([]);
    expect(await findPlaces(actor("viewer", "Workloads"), { q: "_" })).toEqual([]);
    expect(await findPlaces(actor("viewer", ""), { q: "'; drop table resource; --" })).toEqual([]);
  });
});

describe("a grant", () => {
  it("that ended allows nothing", async () => {
    const former = actor("administrator", "", new Date(Date.now() - 1000));
    await expect(summarizeCoverage(former, ou(""))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(startScan(former)).rejects.toMatchObject({ code: "not_allowed" });
  });

  it.each(roles.filter((role) => role !== "administrator"))(
    "of a %s starts no scan and leaves no trace",
    async (role) => {
      const before = await rows("select count(*)::int as n from audit_entry");
      await expect(startScan(actor(role, ""))).rejects.toMatchObject({ code: "not_allowed" });
      expect(await rows("select count(*)::int as n from audit_entry")).toEqual(before);
    },
  );

  it("of a unit's administrator starts no scan of everything, and is not told that another unit exists", async () => {
    const [workloads] = await rows<{ aws_id: string }>("select aws_id from ou where path = 'Workloads'");
    const administrator = actor("administrator", "Sandbox");
    await expect(startScan(administrator)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(startScan(administrator, { scope: "ou", target: workloads?.aws_id as string })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
