import { parseArgs } from "node:util";
import { fuzz } from "./fuzz";

/**
 * `npm run fuzz -- --minutes 10 --seed 7` draws policies of every shape and does everything with them that the product
 * does. It prints how many it tried and the slowest, and exits 1 with each document that something could not take.
 * `--from N --documents 1` draws one again.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    documents: { type: "string" },
  },
});
const [minutes, seed, from] = [Number(values.minutes), Number(values.seed), Number(values.from)];
const documents = values.documents === undefined ? undefined : Number(values.documents);
if (![minutes, seed, from, documents ?? 0].every(Number.isFinite)) {
  process.stderr.write("Usage: npm run fuzz -- [--minutes N] [--seed N] [--from N] [--documents N]\n");
  process.exit(2);
}
const clock = () => process.cpuUsage().user / 1_000;
const report = fuzz({ seed, from, clock, ms: minutes * 60_000, ...(documents === undefined ? {} : { documents }) });
console.log(`${report.documents} documents, ${report.calls} calls, each twice. Seed ${seed}.`);
for (const { call, ms, number, bytes } of report.slowest) {
  console.log(`${ms.toFixed(1).padStart(8)} ms  ${call} (document ${number}, ${bytes} characters)`);
}
for (const { number, call, what, document } of report.failures) {
  console.log(`\nFAILED ${call}: ${what}\n--seed ${seed} --from ${number} --documents 1\n${document}`);
}
process.exit(report.failures.length > 0 ? 1 : 0);
