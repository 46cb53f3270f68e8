import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recount } from "@/lib/data/ingest/recount";
import { pool } from "@/lib/data/pool";
import { type ByteStatus, byteAt, statusOfByte } from "@/lib/engine/vector";
import type { ListedFault } from "@/model-org/faults/faults";
import { readFaults } from "@/model-org/faults/parse-faults";
import { accountNamed } from "@/testing/model-clients";
import { startTestOrganization, type TestOrganization } from "@/testing/organization";

let organization: TestOrganization;
let clean: World;
let bad: World;
let scan: { state: string };
let faults: ListedFault[];

/** What is deleted while the bad day is scanned: one where it is seen to be gone, one where nobody may look. */
let deleted: { seen: string; unseen: string };

const denied = ["aldermoor-claims-prod", "aldermoor-billing-dev"];
const out = "eu-central-1";

beforeAll(async () => {
  organization = await startTestOrganization({ accounts: 30, buckets: 100 });
  await organization.scan();
  clean = await worldAsRead();
  const { model } = organization;
  const file = path.join(import.meta.dirname, "..", "model-org", "faults", "examples", "bad-day.json");
  const rules = readFaults(JSON.parse(readFileSync(file, "utf8")));
  if (typeof rules === "string") throw new Error(rules);
  const inAccount = (name: string) => {
    const [bucket] = model.world.bucketsOf(accountNamed(model, name).id).filter(({ region }) => region !== out);
    return bucket?.name ?? expect.fail(`${name} has no bucket outside of ${out}.`);
  };
  deleted = { seen: inAccount("payments-prod"), unseen: inAccount("claims-prod") };
  model.faults.add({ bucket: deleted.seen, operation: "GetBucketVersioning", effect: { kind: "delete-bucket" } });
  for (const rule of rules) model.faults.add(rule);
  model.world.changeBucket(deleted.unseen, null);
  scan = await organization.scan();
  bad = await worldAsRead();
  faults = model.faults.list();
}, 240_000);

afterAll(() => organization?.stop());

type Read = {
  arn: string;
  type: string;
  name: string;
  region: string | null;
  account: string;
  retired: boolean;
  facts: Record<string, { v?: unknown; u?: string; permission?: string }>;
  verdicts: Record<string, ByteStatus>;
  unknowns: Record<string, string>;
};

/** Every resource by its ARN, with its facts and verdicts, as the product has them. */
type World = Map<string, Read>;

async function worldAsRead(): Promise<World> {
  type Row = Omit<Read, "verdicts"> & { verdicts: Buffer | null; controls: Record<string, number> | null };
  const { rows } = await pool().query<Row>(
    `select r.arn, r.type, r.name, r.region, a.name as account, r.retired_at is not null as retired,
            coalesce(d.document, '{}') as facts, s.verdicts,
            (select json_object_agg(c.slug, c.slot) from control c where c.resource_type = r.type and not c.retired) as controls,
            (select coalesce(json_object_agg(c.slug, u.reason), '{}') from unknown_verdict u join control c on c.id = u.control_id
             where u.resource_id = r.id) as unknowns
     from resource r join aws_account a on a.id = r.account_id left join resource_state s on s.resource_id = r.id
     left join fact_snapshot d on d.hash = s.snapshot`,
  );
  return new Map(
    rows.map(({ verdicts, controls, ...row }) => [
      row.arn,
      {
        ...row,
        verdicts: Object.fromEntries(
          Object.entries(controls ?? {}).map(([slug, slot]) => [
            slug,
            statusOfByte(verdicts ? byteAt(verdicts, slot) : 0),
          ]),
        ),
      },
    ]),
  );
}

/** @returns why a fact could not be read on the bad day, as the file of faults has it; undefined where it must be */
function reasonFor({ type, account, region }: Read, fact: string): string | undefined {
  if (type === "AWS::S3::Bucket") return region === out ? "timeout" : denied.includes(account) ? "denied" : undefined;
  // Where an access point leads was told by an earlier list.
  if (type === "AWS::S3::AccessPoint") return region === out && fact !== "origin" ? "timeout" : undefined;
  if (type === "AWS::Account::Region") return region === out && fact === "accessPointsListed" ? "timeout" : undefined;
  return denied.includes(account) && fact === "bucketsListed" ? "denied" : undefined;
}

const present = (world: World): Read[] => [...world.values()].filter(({ retired }) => !retired);

describe("a scan on a bad day", () => {
  it("ends, and says that it is not complete", () => {
    expect(scan.state).toBe("partial");
  });

  it("leaves exactly those facts unread that the faults kept from it, each for its reason", () => {
    const unread: string[] = [];
    for (const resource of present(bad)) {
      const before = clean.get(resource.arn)?.facts ?? expect.fail(`${resource.arn} was not there.`);
      for (const [name, fact] of Object.entries(resource.facts)) {
        const reason = reasonFor(resource, name);
        if (reason) unread.push(name);
        expect([resource.arn, name, reason ? fact.u : fact]).toEqual([resource.arn, name, reason ?? before[name]]);
      }
    }
    expect(unread.length).toBeGreaterThan(300);
  });

  it("gives each verdict as on a clean day, or says that it cannot, for one of those reasons", () => {
    let unknown = 0;
    for (const resource of present(bad)) {
      const before = clean.get(resource.arn)?.verdicts;
      const reasons = new Set(Object.keys(resource.facts).map((fact) => reasonFor(resource, fact)));
      for (const [control, verdict] of Object.entries(resource.verdicts)) {
        if (verdict === before?.[control]) continue;
        unknown++;
        expect([resource.arn, control, verdict]).toEqual([resource.arn, control, "unknown"]);
        expect([...reasons]).toContain(resource.unknowns[control]);
      }
    }
    expect(unknown).toBeGreaterThan(100);
  });

  it("was throttled and cut off often, and tried again until it was answered", () => {
    const happened = Object.fromEntries(faults.map((fault) => [fault.id, fault.happened]));
    expect(happened["busy"]).toBeGreaterThan(50);
    expect(happened["outage"]).toBeGreaterThan(100);
    // The cut answers were all the rule had.
    expect(happened).not.toHaveProperty("cut");
    const reasons = present(bad).flatMap(({ facts }) => Object.values(facts).map(({ u }) => u));
    expect(reasons).not.toContain("throttled");
  });

  it("retires what was deleted in its midst where the list is complete, and nothing where it is not", () => {
    const retired = [...bad.values()].filter((resource) => resource.retired).map(({ name }) => name);
    expect(retired).toEqual([deleted.seen]);
  });

  it("leaves nothing behind: on the next clean day all is as before, without what was deleted", async () => {
    organization.model.faults.remove();
    await organization.scan();
    const next = await worldAsRead();
    const shown = (world: World) =>
      present(world)
        .filter(({ name }) => name !== deleted.seen && name !== deleted.unseen)
        .sort((a, b) => (a.arn < b.arn ? -1 : 1));
    expect(shown(next)).toEqual(shown(clean));
    expect([...next.values()].filter((resource) => resource.retired)).toHaveLength(2);
    expect(await recount()).toEqual([]);
  });
});
