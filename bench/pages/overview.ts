import { dayCounts } from "@/lib/data/posture";
import { listExposure } from "@/lib/services/exposure/list-exposure";
import { listScopes } from "@/lib/services/organization/list-scopes";
import { summarizeCoverage } from "@/lib/services/posture/summarize-coverage";
import { midnight, summarizePosture } from "@/lib/services/posture/summarize-posture";
import type { Bench } from "../bench";
import { type Measurement, medianMs, ofRounds, type Round, rounds } from "../measure";
import { prepared, reader, someOus } from "./reader";

/** Everything the overview of a unit reads. */
const readOverview = (ouId: number) =>
  Promise.all([
    listScopes(reader),
    summarizeCoverage(reader, ouId),
    summarizePosture(reader, ouId),
    listExposure(reader, ouId),
  ]);

const fortyRows = prepared(
  "forty_rows",
  "select day, practice, severity, pass, fail from rollup_day where ou_id = 1 order by day limit 40",
);

/** The overview of units of every size, read anew and read again; and a year of the daily counters. */
export async function measureOverview({ owner, repeats }: Bench, of: string): Promise<Measurement[]> {
  const change = () => owner.query("update version set value = value + 1 where name = 'posture'");
  const anew: [string, Round[]][] = [];
  const again: [string, Round[]][] = [];
  for (const { id, name } of await someOus()) {
    const first: Round[] = [];
    const later: Round[] = [];
    for (let i = 0; i < rounds; i++) {
      const limit = await medianMs(repeats, fortyRows);
      const value = await medianMs(Math.ceil(repeats / 4), () => readOverview(id), change);
      first.push({ value, limit });
      later.push({ value: await medianMs(repeats, () => readOverview(id)), limit });
    }
    anew.push([name, first]);
    again.push([name, later]);
  }
  return [
    worst("overview.again", again, `${of}; nothing changed since it was read`),
    worst("overview.anew", anew, `${of}; after a change`),
    await measureTrend(repeats, of),
  ];
}

/** The unit whose ratio is the highest. */
function worst(metric: string, units: readonly [string, Round[]][], of: string): Measurement {
  const lines = units.map(([name, measured]) =>
    ofRounds(metric, "ms", measured, `${name}, of units of every size; ${of}`),
  );
  return lines.reduce((a, b) => ((b.ratio ?? 0) > (a.ratio ?? 0) ? b : a));
}

async function measureTrend(repeats: number, of: string): Promise<Measurement> {
  const from = midnight(new Date(Date.now() - 365 * 86_400_000).toISOString().slice(0, 10));
  const limit = prepared(
    "days",
    `select day, practice, severity, pass, fail, not_applicable, unknown, waived, not_judged
     from rollup_day where ou_id = $1 and day >= $2`,
    [1, from],
  );
  const measured: Round[] = [];
  for (let i = 0; i < rounds; i++) {
    const least = await medianMs(repeats, limit);
    measured.push({ limit: least, value: await medianMs(repeats, () => dayCounts([1], from)) });
  }
  const n = (await limit()).rowCount;
  return ofRounds("trend.year", "ms", measured, `${n} daily counters of the root; ${of}`);
}
