import path from "node:path";
import { parseArgs } from "node:util";
import { inBench } from "./bench";
import { benchmarkNames, findBenchmark } from "./benchmarks";

/**
 * `npm run bench -- NAME` prints one JSON object a line: metric, value, unit, limit, ratio. The limit is measured in the
 * same run; what is timed is the median of five interleaved rounds.
 */
const usage = `Usage: npm run bench -- ${benchmarkNames.join(" | ")} [--resources N] [--seed N] [--small] [--keep DIRECTORY]\n`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    resources: { type: "string" },
    seed: { type: "string" },
    small: { type: "boolean" },
    keep: { type: "string" },
  },
});
const resources = Number(values.resources ?? (values.small ? 1_200 : 200_000));
const seed = Number(values.seed ?? 1);
const benchmark = await findBenchmark(positionals[0]);
if (!benchmark || !Number.isSafeInteger(resources) || resources < 100 || !Number.isSafeInteger(seed)) {
  process.stderr.write(usage);
  process.exit(2);
}
const keep = values.keep === undefined ? {} : { keep: path.resolve(values.keep) };
await inBench({ resources, seed, repeats: values.small ? 3 : 40, ...keep }, async (bench) => {
  for await (const line of await benchmark(bench)) process.stdout.write(`${JSON.stringify(line)}\n`);
});
