import type { Readable } from "node:stream";
import { z } from "zod";
import { controls } from "@/lib/controls/catalogue.gen";
import { slotOf } from "@/lib/controls/slots";
import { type AccountScope, accountsUnder, withinScope } from "@/lib/data/account-scope";
import { type ExportKind, openExport, type Population } from "@/lib/data/export/open-export";
import { prisma } from "@/lib/data/prisma";
import { factSchemas } from "@/lib/model/fact-schema";
import { practices } from "@/lib/model/practice";
import { severities, severityRank } from "@/lib/model/severity";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { authorizeOu } from "../access/authorize";

/** What an export may be narrowed to. */
export const ExportFilter = z.object({
  control: z.string().max(100).optional(),
  practice: z.coerce.number().int().min(1).max(12).optional(),
  severity: z.enum(severities).optional(),
  kind: z.enum(["fail", "unknown", "waived"]).optional(),
  q: z.string().trim().max(200).optional(),
});

export type ExportFilter = z.infer<typeof ExportFilter>;

export type ExportInput = {
  kind: ExportKind;
  ouId: number;
  filter?: ExportFilter;
  format?: "csv" | "jsonl";
  /** Only these accounts of the unit, by their twelve digits. */
  accounts?: readonly string[];
};

/** An export under way: its rows, and what they are out of. */
export type Export = {
  rows: Readable;
  /** Resources judged under the unit, and how many of them with every fact read. */
  population: Population;
  /** Ends the statement and gives the connection back, however far it was read. */
  close(): Promise<void>;
};

const facts = Object.entries(factSchemas).flatMap(([resourceType, schemas]) =>
  Object.keys(schemas).map((name) => ({ resourceType, name })),
);

/**
 * Streams what a unit's findings, verdicts, resources or facts are, as CSV out of COPY or as JSON lines.
 * @throws AppError `not_allowed` outside what the actor may read, `not_found` for an account outside the unit
 */
export async function exportRows(actor: Actor, input: ExportInput): Promise<Export> {
  await authorizeOu(actor, "read", input.ouId);
  const { control, practice, severity, kind, q } = input.filter ?? {};
  const folder = practices.find(({ number }) => number === practice)?.id;
  const wanted = controls.filter(
    (one) => (control === undefined || one.id === control) && (folder === undefined || one.practice === folder),
  );
  return openExport({
    kind: input.kind,
    format: input.format ?? "csv",
    scope: await scopeOf(input),
    controlIds: wanted.map(({ id }) => slotOf(id).number),
    facts,
    ...(severity ? { severity: severityRank(severity) } : {}),
    ...(kind ? { status: kind } : {}),
    ...(q ? { named: q } : {}),
  });
}

async function scopeOf({ ouId, accounts = [] }: ExportInput): Promise<AccountScope> {
  const under = await accountsUnder([ouId]);
  if (accounts.length === 0) return under;
  const known = await prisma.account.findMany({
    where: { awsId: { in: [...accounts] } },
    select: { id: true, awsId: true },
  });
  const held = withinScope(
    under,
    known.map(({ id }) => id),
  );
  const missing = accounts.find((awsId) => {
    const account = known.find((one) => one.awsId === awsId);
    return account === undefined || (held !== "all" && !held.includes(account.id));
  });
  if (missing !== undefined) throw new AppError("not_found", `The unit holds no account ${missing.slice(0, 100)}.`);
  return held;
}
