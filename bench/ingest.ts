import type { Bench } from "./bench";
import { type CopiedRows, copyRows, makeUnlogged, sendRows } from "./copied-rows";
import { exact, type Measurement, ofRounds, type Round, rounds, seconds } from "./measure";
import { Batches, ingestAll } from "./world/batches";
import { buildInventory } from "./world/build";
import { type PlannedAccount, planWorld } from "./world/plan";

/** About one verdict in eight fails, as in an organization that is looked after. */
const lax = 0.18;

/** What a first scan writes, by what names the account in it. */
const written = {
  resource_state: "select s.* from resource_state s join resource r on r.id = s.resource_id where r.account_id",
  state_change: "select c.* from state_change c join resource r on r.id = c.resource_id where r.account_id",
  finding: "select * from finding where account_id",
  unknown_verdict: "select * from unknown_verdict where account_id",
  movement: "select * from movement where account_id",
  rollup_account: "select * from rollup_account where account_id",
} as const;

/**
 * The first scan of an organization: judged batches into every table that is derived from them, against one COPY of
 * the same rows into unlogged tables without an index. Then what all of it weighs.
 */
export async function ingest(bench: Bench): Promise<Measurement[]> {
  const { owner } = bench;
  const plan = planWorld({ ...bench, lax });
  const at = new Date(Date.now() - 60_000);
  await buildInventory(bench, plan, at);
  const batches = new Batches(bench, plan);
  for (const [table, query] of Object.entries(written)) await makeUnlogged(owner, `limit_${table}`, `${query} = 0`);
  await makeUnlogged(owner, "limit_result", resultRow);

  const rows: Round[] = [];
  const results: Round[] = [];
  for (const slice of slices(plan.accounts)) {
    const prepared = [];
    for (const account of slice) {
      const around = await batches.surroundings(account, at);
      prepared.push([around, ...(await batches.buckets(account, at, () => ({ revision: 0 })))]);
    }
    const value = await ingestAll(prepared);
    rows.push({ value, limit: await copied(bench, slice) });
    results.push({ value, limit: await copiedResults(bench, slice) });
  }
  const [size] = (await owner.query<{ resources: number; verdicts: number; findings: number }>(counted)).rows;
  if (!size) throw new Error("Nothing was counted.");
  const of = `${size.resources} resources, ${size.verdicts} verdicts, ${size.findings} findings`;
  return [
    ofRounds("ingest.first", "s", rows, `${of}; limit: COPY of the same rows into unlogged tables`),
    ofRounds(
      "ingest.first.results",
      "s",
      results,
      `${of}; limit: COPY of a row for every verdict into an unlogged table`,
    ),
    ...(await storage(bench, size.verdicts)),
  ];
}

const counted = `
  select count(*)::int as resources, sum(length(verdicts))::int as verdicts, (select count(*)::int from finding) as findings
  from resource_state where length(verdicts) > 0`;

/** Parts of about the same number of buckets, one a round. */
function slices(accounts: readonly PlannedAccount[]): PlannedAccount[][] {
  const parts: { buckets: number; accounts: PlannedAccount[] }[] = Array.from({ length: rounds }, () => ({
    buckets: 0,
    accounts: [],
  }));
  for (const account of accounts) {
    const least = parts.reduce((a, b) => (b.buckets < a.buckets ? b : a));
    least.accounts.push(account);
    least.buckets += account.buckets;
  }
  return parts.map((part) => part.accounts);
}

async function copied({ owner }: Bench, slice: readonly PlannedAccount[]): Promise<number> {
  const within = `= any('{${slice.map(({ id }) => id).join(",")}}')`;
  const rows: [string, CopiedRows][] = [];
  for (const [table, query] of Object.entries(written)) {
    rows.push([`limit_${table}`, await copyRows(owner, `${query} ${within}`)]);
  }
  const taken = await seconds(async () => {
    for (const [table, copy] of rows) await sendRows(owner, table, copy);
  });
  for (const [table] of rows) await owner.query(`truncate ${table}`);
  return taken;
}

async function copiedResults({ owner }: Bench, slice: readonly PlannedAccount[]): Promise<number> {
  const rows = await copyRows(owner, resultRows(`r.account_id = any('{${slice.map(({ id }) => id).join(",")}}')`));
  const taken = await seconds(() => sendRows(owner, "limit_result", rows));
  await owner.query("truncate limit_result");
  return taken;
}

/** The columns of a row for every verdict, as a product without vectors would store them. */
export const resultRow =
  "select 0 as resource_id, 0::smallint as control_id, 0::smallint as status, 0::smallint as severity, 0 as scan_id";

/** The rows of all verdicts of the resources a condition on `resource r` holds for. */
export const resultRows = (condition: string): string => `
  select r.id as resource_id, c.id as control_id, (get_byte(s.verdicts, c.slot) & 7)::smallint as status,
         (get_byte(s.verdicts, c.slot) >> 3)::smallint as severity, 1 as scan_id
  from resource r join resource_state s on s.resource_id = r.id
  join control c on c.resource_type = r.type and c.slot < length(s.verdicts)
  where ${condition}`;

async function storage({ owner }: Bench, verdicts: number): Promise<Measurement[]> {
  for (const table of ["limit_result", ...Object.keys(written).map((name) => `limit_${name}`)]) {
    await owner.query(`drop table ${table}`);
  }
  await owner.query("vacuum analyze");
  const { rows } = await owner.query<{ name: string; bytes: number }>(`
    select coalesce(parent.relname, c.relname) as name, sum(pg_total_relation_size(c.oid))::float as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    left join pg_inherits i on i.inhrelid = c.oid left join pg_class parent on parent.oid = i.inhparent
    where n.nspname = 'public' and c.relkind = 'r' group by 1 order by 2 desc`);
  const of = rows
    .slice(0, 8)
    .map(({ name, bytes }) => `${name} ${(bytes / verdicts).toFixed(1)}`)
    .join(", ");
  const all = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  return [exact("storage.per_result", "B", all / verdicts, 1, `everything included: ${of}`)];
}
