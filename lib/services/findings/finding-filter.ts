import { z } from "zod";
import { controls } from "@/lib/controls/catalogue.gen";
import { slotOf } from "@/lib/controls/slots";
import { type AccountScope, accountsUnder } from "@/lib/data/account-scope";
import { resourcesNamed } from "@/lib/data/finding/named-resources";
import type { FindingQuery } from "@/lib/data/finding/query";
import type { Control } from "@/lib/engine/control";
import { practices } from "@/lib/model/practice";
import { severities, severityRank } from "@/lib/model/severity";

/** What a list of findings may be narrowed to: the page's address and the export's query. */
export const FindingFilter = z.object({
  control: z.string().max(100).optional(),
  practice: z.coerce.number().int().min(1).max(12).optional(),
  severity: z.enum(severities).optional(),
  kind: z.enum(["fail", "unknown", "waived"]).optional(),
  q: z.string().trim().max(200).optional(),
});

export type FindingFilter = z.infer<typeof FindingFilter>;

/** @returns the controls a filter leaves, by practice and id */
export function controlsOf({ control, practice }: FindingFilter): Control[] {
  const folder = practices.find(({ number }) => number === practice)?.id;
  return controls.filter(
    (one) => (control === undefined || one.id === control) && (folder === undefined || one.practice === folder),
  );
}

/** @param ouId whose accounts; the caller has authorized it */
export async function queryOf(filter: FindingFilter, ouId: number): Promise<FindingQuery> {
  const scope: AccountScope = await accountsUnder([ouId]);
  return {
    scope,
    controlIds: controlsOf(filter).map(({ id }) => slotOf(id).number),
    ...(filter.severity ? { severities: [severityRank(filter.severity)] } : {}),
    ...(filter.q ? { named: await resourcesNamed(scope, filter.q) } : {}),
  };
}
