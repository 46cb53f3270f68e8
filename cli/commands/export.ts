import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { findControl } from "@/lib/controls/slots";
import { now } from "@/lib/platform/clock";
import { pathFromCaller } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { type Export, ExportFilter, exportRows } from "@/lib/services/evidence/export-rows";
import { listScopes, type Scope } from "@/lib/services/organization/list-scopes";
import { defineCommand, WrongUse } from "../command";
import { actor, inDeployment } from "../deployment";
import { counted } from "../scan/progress";
import { say } from "../terminal";

const kinds = ["findings", "verdicts", "resources", "facts"] as const;
const formats = ["csv", "jsonl"] as const;

export default defineCommand({
  usage: [
    "export findings|verdicts|resources|facts [--format csv|jsonl] [--output FILE]",
    "export … [--ou ID] [--account ID …] [--control ID] [--practice N] [--severity S] [--kind fail|unknown|waived] [--q NAME]",
  ],
  says: "Streams findings, verdicts, resources or facts to stdout or into a file, and says what they are out of.",
  options: {
    format: { type: "string", default: "csv" },
    output: { type: "string" },
    ou: { type: "string" },
    account: { type: "string", multiple: true, default: [] },
    control: { type: "string" },
    practice: { type: "string" },
    severity: { type: "string" },
    kind: { type: "string" },
    q: { type: "string" },
  },

  async run({ values: { format, output, ou, account: accounts, ...filter }, words }) {
    const kind = oneOf("What to export", kinds, words[0]);
    if (words.length > 1) throw new WrongUse("Export one thing at a time.");
    const input = { kind, format: oneOf("--format", formats, format), filter: filterOf(filter), accounts };
    return inDeployment(async (signal) => {
      const unit = unitOf(await listScopes(actor), ou);
      const exported = await exportRows(actor, { ...input, ouId: unit.id });
      say(populationOf(kind, unit, exported));
      const to = output === undefined ? process.stdout : createWriteStream(pathFromCaller(output));
      try {
        await pipeline(exported.rows, to, { signal, end: output !== undefined });
      } finally {
        await exported.close();
      }
      return 0;
    });
  },
});

function oneOf<const T extends string>(what: string, known: readonly T[], value: string | undefined): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new WrongUse(`${what} is one of ${known.join(", ")}.`);
  return found;
}

function filterOf(given: Readonly<Record<string, string | undefined>>): ExportFilter {
  const filter = ExportFilter.safeParse(given);
  const [issue] = filter.error?.issues ?? [];
  if (!filter.success) throw new WrongUse(`--${String(issue?.path[0])} cannot be used. ${issue?.message}.`);
  const { control } = filter.data;
  if (control !== undefined && !findControl(control)) throw new WrongUse(`There is no control ${control}.`);
  return filter.data;
}

function unitOf(units: readonly Scope[], awsId: string | undefined): Scope {
  const unit = awsId === undefined ? units[0] : units.find((one) => one.awsId === awsId);
  if (unit) return unit;
  if (awsId !== undefined && units.length > 0) throw new AppError("not_found", `The organization has no OU ${awsId}.`);
  throw new AppError("unavailable", "Nothing was read yet. Run a scan first.");
}

/** What the rows are out of, and what of it nobody could judge: the same figures the web's export has in its headers. */
function populationOf(kind: string, unit: Scope, { population }: Export): string {
  const { resources, inFull, unknownVerdicts, notSeen } = population;
  return [
    `${kind} of ${unit.name} as of ${now().toISOString()}:`,
    `out of ${counted(resources, "judged resource")}, ${inFull} of them read in full;`,
    `${counted(unknownVerdicts, "verdict is", "verdicts are")} unknown;`,
    `${counted(notSeen, "resource")} not seen in the last listing.`,
  ].join(" ");
}
