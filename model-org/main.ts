import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { Fault } from "./faults/fault";
import { parseFaults } from "./faults/parse-faults";
import { set } from "./play/set";
import { type ModelOrgOptions, startModelOrg } from "./start-model-org";

/** `npm run model-org`: the model organization alone. One ready line of JSON on stdout. */
const whole = z.string().regex(/^\d+$/, "is not a whole number").transform(Number);

const Flags = z.object({
  port: whole.optional(),
  "control-port": whole.optional(),
  accounts: whole.refine((n) => n >= 1 && n <= 5000, "is from 1 to 5000").optional(),
  buckets: whole.refine((n) => n <= 1_000_000, "is at most 1000000").optional(),
  seed: z.string().min(1).optional(),
  partition: z.enum(["aws", "aws-cn", "aws-us-gov"]).optional(),
  /** Days of the past that are still to be lived; with none it is the first day for good, and nothing of it happens. */
  days: whole.refine((n) => n <= 90, "is at most 90").optional(),
  faults: z.string().optional(),
  limits: z.literal("aws", { error: "is aws, or left out" }).optional(),
  state: z.string().optional(),
});

function wrongUse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

function options(): ModelOrgOptions {
  let values: Record<string, unknown>;
  try {
    const string = { type: "string" } as const;
    const flags = Object.fromEntries(Object.keys(Flags.shape).map((name) => [name, string]));
    ({ values } = parseArgs({ options: flags }));
  } catch (error) {
    return wrongUse(error instanceof Error ? error.message : String(error));
  }
  const parsed = Flags.safeParse(values);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return wrongUse(`--${String(issue?.path[0])} ${issue?.message}.`);
  }
  const { "control-port": controlPort, faults, limits, state, days, ...rest } = parsed.data;
  const from = (file: string) => path.resolve(process.env["INIT_CWD"] ?? process.cwd(), file);
  const given: Record<string, unknown> = {
    ...rest,
    ...(days ? { days } : {}),
    controlPort,
    state: state && from(state),
  };
  const rules = [
    ...(limits ? readFaults(path.join(import.meta.dirname, "faults", "examples", "aws-limits.json")) : []),
    ...(faults === undefined ? [] : readFaults(from(faults))),
  ];
  if (rules.length > 0) given["faults"] = rules;
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as ModelOrgOptions;
}

function readFaults(file: string): Fault[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return wrongUse(error instanceof Error ? error.message : String(error));
  }
  const faults = parseFaults(text);
  return typeof faults === "string" ? wrongUse(`${file}: ${faults}`) : faults;
}

if (process.argv[2] === "set") {
  const { code, out, error } = await set(process.argv.slice(3), process.env);
  process.stdout.write(out);
  process.stderr.write(error);
  process.exit(code);
}

try {
  const { world: _world, faults: _faults, past: _past, stop, ...ready } = await startModelOrg(options());
  process.stdout.write(`${JSON.stringify({ ready: true, ...ready })}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => void stop().then(() => process.exit(0)));
  }
  process.on("disconnect", () => void stop().then(() => process.exit(0)));
} catch (error) {
  process.stderr.write(
    `The model organization does not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
}
