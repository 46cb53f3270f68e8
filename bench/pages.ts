import type { Bench } from "./bench";
import type { Measurement } from "./measure";
import { measureExport } from "./pages/export";
import { measureLists } from "./pages/lists";
import { measureOverview } from "./pages/overview";
import { planWorld } from "./world/plan";
import { liveYear } from "./world/year";

/** Five failures a bucket: most are as AWS makes them. A million findings in 200,000 buckets. */
const lax = 0.66;

/** What pages read, in an organization with a year behind it. */
export async function* pages(bench: Bench): AsyncGenerator<Measurement> {
  const made = await bench.owner.query("select from resource limit 1");
  if (made.rowCount === 0) await liveYear(bench, planWorld({ ...bench, lax }));
  const [size] = (await bench.owner.query<{ findings: number }>("select count(*)::int as findings from finding")).rows;
  const of = `${bench.resources} buckets, ${size?.findings} findings`;
  yield* await measureOverview(bench, of);
  yield* measureLists(bench, of);
  yield* await measureExport(bench, of);
}
