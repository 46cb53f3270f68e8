import type { Readable } from "node:stream";
import { z } from "zod";
import { controls } from "@/lib/controls/catalogue.gen";
import { slotOf } from "@/lib/controls/slots";
import { accountsUnder } from "@/lib/data/account-scope";
import { type ExportKind, openExport } from "@/lib/data/export/open-export";
import { practices } from "@/lib/model/practice";
import { severities, severityRank } from "@/lib/model/severity";
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

/** An export under way: its rows, and what they are out of. */
export type Export = {
  rows: Readable;
  /** Resources judged under the unit, and how many of them with every fact read. */
  population: { resources: number; inFull: number; unknownVerdicts: number; notSeen: number };
  /** Ends the statement and gives the connection back, however far it was read. */
  close(): Promise<void>;
};

/**
 * Streams what a unit's findings, verdicts or resources are, as CSV out of COPY or as JSON lines.
 * @throws AppError `not_allowed` outside what the actor may read
 */
export async function exportRows(
  actor: Actor,
  input: { kind: ExportKind; ouId: number; filter?: ExportFilter; format?: "csv" | "jsonl" },
): Promise<Export> {
  await authorizeOu(actor, "read", input.ouId);
  const { control, practice, severity, kind, q } = input.filter ?? {};
  const folder = practices.find(({ number }) => number === practice)?.id;
  const wanted = controls.filter(
    (one) => (control === undefined || one.id === control) && (folder === undefined || one.practice === folder),
  );
  return openExport({
    kind: input.kind,
    format: input.format ?? "csv",
    scope: await accountsUnder([input.ouId]),
    controlIds: wanted.map(({ id }) => slotOf(id).number),
    ...(severity ? { severity: severityRank(severity) } : {}),
    ...(kind ? { status: kind } : {}),
    ...(q ? { named: q } : {}),
  });
}
