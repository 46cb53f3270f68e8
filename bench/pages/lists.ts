import { pool } from "@/lib/data/pool";
import { type BucketFilter, listBuckets } from "@/lib/services/buckets/list-buckets";
import { readResource } from "@/lib/services/buckets/read-bucket";
import type { FindingFilter } from "@/lib/services/findings/finding-filter";
import { listFindings } from "@/lib/services/findings/list-findings";
import { summarizeFindings } from "@/lib/services/findings/summarize-findings";
import type { Bench } from "../bench";
import { type Measurement, medianMs, ofRounds, type Round, rounds } from "../measure";
import { bucketFilters, findingFilters } from "./filters";
import { prepared, reader, someOus } from "./reader";

/** A way to read a list, with its name in the output. */
type Shape = { name: string; read: () => Promise<unknown> };

const fiftyRows = prepared(
  "fifty_rows",
  `select severity, since, resource_id, control_id from finding
   order by severity desc, since desc, resource_id desc, control_id desc limit 50`,
);

/** Every list, through the service the page calls: the plain one at any depth, and the slowest of all its filters. */
export async function* measureLists({ repeats }: Bench, of: string): AsyncGenerator<Measurement> {
  const units = await someOus();
  const findings: Shape[] = [];
  const groups: Shape[] = [];
  const buckets: Shape[] = [];
  for (const { id: ouId, name } of units) {
    for (const filter of findingFilters()) {
      const shape = `${name} ${JSON.stringify(filter)}`;
      findings.push({ name: shape, read: () => listFindings(reader, { ouId, filter }) });
      groups.push({ name: shape, read: () => summarizeFindings(reader, { ouId, filter, perControl: 5 }) });
    }
    for (const filter of await bucketFilters()) {
      const shape = `${name} ${JSON.stringify(filter)}`;
      buckets.push({ name: shape, read: () => listBuckets(reader, { ouId, filter }) });
    }
  }
  yield await slowest("findings.plain", await depths(), repeats, of);
  yield await slowest("findings.filtered", findings, repeats, of);
  yield await slowest("buckets.filtered", buckets, repeats, of);
  yield await slowest("bucket.detail", await someBuckets(), repeats, of);
  yield await slowest("findings.grouped", groups, repeats, of);
}

/** Reads every shape once warm and holds the slowest to the limit. */
async function slowest(metric: string, shapes: readonly Shape[], repeats: number, of: string): Promise<Measurement> {
  const taken: { shape: Shape; ms: number }[] = [];
  for (const shape of shapes) {
    await shape.read();
    taken.push({ shape, ms: await medianMs(2, shape.read) });
  }
  const found = taken.toSorted((a, b) => b.ms - a.ms)[0];
  if (!found) throw new Error(`There is no shape of ${metric}.`);
  const { name, read } = found.shape;
  const measured: Round[] = [];
  for (let i = 0; i < rounds; i++) {
    const limit = await medianMs(repeats, fiftyRows);
    measured.push({ limit, value: await medianMs(Math.ceil(repeats / 4), read) });
  }
  return ofRounds(metric, "ms", measured, `slowest of ${shapes.length}: ${name}; ${of}`);
}

/** The plain list from its beginning, its middle and near its end, as the pages' links name the places. */
async function depths(): Promise<Shape[]> {
  const ouId = 1;
  const shapes: Shape[] = [{ name: "first page", read: () => listFindings(reader, { ouId, filter }) }];
  for (const share of [0.5, 0.95]) {
    const { rows } = await pool().query<{ s: number; t: Date; r: number; c: number }>(
      `select severity as s, since as t, resource_id as r, control_id as c from finding
       where waiver_id is null and sight_lost_at is null
       order by severity desc, since desc, resource_id desc, control_id desc
       offset (select floor($1::float * count(*)) from finding where waiver_id is null and sight_lost_at is null) limit 1`,
      [share],
    );
    const [row] = rows;
    if (!row) continue;
    const after = Buffer.from(JSON.stringify({ k: "fail", ...row })).toString("base64url");
    shapes.push({ name: `at ${share * 100} %`, read: () => listFindings(reader, { ouId, filter, after }) });
  }
  return shapes;
}

const filter: FindingFilter & BucketFilter = {};

async function someBuckets(): Promise<Shape[]> {
  const { rows } = await pool().query<{ id: number }>(
    `select r.id from resource r join resource_state s on s.resource_id = r.id
     where r.type = 'AWS::S3::Bucket' order by r.id limit 5`,
  );
  return rows.map(({ id }) => ({ name: `bucket ${id}`, read: () => readResource(reader, id) }));
}
