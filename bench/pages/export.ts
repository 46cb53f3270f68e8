import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { exportQueries } from "@/lib/data/export/queries";
import type { Bench } from "../bench";
import { exact, type Measurement, median, ofRounds, type Round, rounds, seconds } from "../measure";

type Once = { seconds: number; idle: number; peak: number };

/** The CSV of all findings, by a process of its own, against the same COPY that the server writes to a file itself. */
export async function measureExport(bench: Bench, of: string): Promise<Measurement[]> {
  const folder = path.join(bench.directory, "csv");
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o777);
  await prepareLimit(bench);
  const measured: Round[] = [];
  const runs: Once[] = [];
  for (let i = 0; i < rounds; i++) {
    const target = path.join(folder, `limit-${i}.csv`);
    rmSync(target, { force: true });
    const copy = `copy (${exportQueries.findings.text}) to '${target}' with (format csv, header)`;
    const limit = await seconds(() => bench.owner.query(copy));
    const run = await exportOnce(bench.url, path.join(folder, `product-${i}.csv`));
    runs.push(run);
    measured.push({ limit, value: run.seconds });
  }
  const peak = median(runs.map((run) => run.peak));
  const over = median(runs.map((run) => run.peak - run.idle));
  return [
    ofRounds("csv.findings", "s", measured, `${of}; limit: the same COPY, written by the server`),
    exact(
      "csv.memory",
      "MB",
      peak,
      null,
      `resident at its highest, ${over.toFixed(0)} MB over the idle process; ${of}`,
    ),
  ];
}

async function exportOnce(url: string, file: string): Promise<Once> {
  const program = path.join(import.meta.dirname, "export-once.ts");
  const args = ["--expose-gc", "--import", "tsx", program, url, file];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Once;
}

/** What the export puts beside its query: every account, every control, no further narrowing. */
async function prepareLimit({ owner }: Bench): Promise<void> {
  await owner.query("create temporary table export_account as select id from aws_account");
  await owner.query("create temporary table export_control as select id from control where not retired");
  await owner.query("create temporary table export_fact (resource_type text, fact text)");
  await owner.query("alter table export_account add primary key (id)");
  await owner.query("alter table export_control add primary key (id)");
  await owner.query("analyze export_account, export_control");
}
