import path from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { Fault } from "./faults/fault";
import { faultsOfFile } from "./faults/parse-faults";
import type { ModelOrgOptions } from "./start-model-org";

const whole = z.string().regex(/^\d+$/, "is not a whole number").transform(Number);
const port = whole.refine((n) => n <= 65_535, "is no port: at most 65535");

const Flags = z.object({
  port: port.optional(),
  "control-port": port.optional(),
  accounts: whole.refine((n) => n >= 1 && n <= 5000, "is from 1 to 5000").optional(),
  buckets: whole.refine((n) => n <= 1_000_000, "is at most 1000000").optional(),
  seed: z.string().min(1, "is empty").optional(),
  partition: z.enum(["aws", "aws-cn", "aws-us-gov"], { error: "is aws, aws-cn or aws-us-gov" }).optional(),
  days: whole.refine((n) => n <= 90, "is at most 90").optional(),
  faults: z.string().min(1, "names no file").optional(),
  limits: z.string().min(1, "is aws, or a file").optional(),
  state: z.string().min(1, "names no file").optional(),
});

/** What `npm run model-org` can be told. */
export const usage = `A model AWS organization behind the real wire protocols. Prints one line of JSON when it is ready.

  npm run model-org -- [options]
  npm run model-org -- set …        changes the one that runs; set --help says how

  --accounts N          from 1 to 5000; 60 unless said
  --buckets N           up to 1000000; 2000 unless said
  --seed TEXT           the same seed always makes the same organization
  --partition NAME      aws, aws-cn or aws-us-gov
  --days N              a past of up to 90 days, lived through the control API; none unless said
  --faults FILE         what goes wrong: docs/model-organization.md
  --limits aws|FILE     AWS's rates, or those of a file of faults
  --state FILE          keeps changes between runs
  --port N              where it answers AWS's clients; a free port unless said
  --control-port N      where it is looked at and changed; a free port unless said
  --help                this
`;

const shipped = path.join(import.meta.dirname, "faults", "examples", "aws-limits.json");

/**
 * @param directory where relative paths are from
 * @returns what the organization is started with; undefined to say how it is used; a sentence for wrong use
 */
export function optionsFrom(argv: readonly string[], directory: string): ModelOrgOptions | undefined | string {
  let values: Record<string, unknown>;
  try {
    const string = { type: "string" } as const;
    const flags = Object.fromEntries(Object.keys(Flags.shape).map((name) => [name, string]));
    ({ values } = parseArgs({ args: [...argv], options: { ...flags, help: { type: "boolean", short: "h" } } }));
  } catch (error) {
    return `${(error instanceof Error ? error.message : String(error)).split(". To specify")[0]}.`.replace("..", ".");
  }
  if (values["help"]) return undefined;
  const parsed = Flags.safeParse(values);
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => `--${String(issue.path[0])} ${issue.message}.`).join("\n");
  }
  const { "control-port": controlPort, faults, limits, state, days, ...rest } = parsed.data;
  const from = (file: string) => path.resolve(directory, file);
  const files = [
    ...(limits === undefined ? [] : [limits === "aws" ? shipped : from(limits)]),
    ...(faults === undefined ? [] : [from(faults)]),
  ];
  const rules: Fault[] = [];
  for (const file of files) {
    const read = faultsOfFile(file);
    if (typeof read === "string") return read;
    rules.push(...read);
  }
  return present({
    ...rest,
    // None is the first day for good: nothing of the past happens.
    days: days || undefined,
    controlPort,
    state: state && from(state),
    faults: rules.length > 0 ? rules : undefined,
  });
}

const present = (given: Record<string, unknown>): ModelOrgOptions =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
