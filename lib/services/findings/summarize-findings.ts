import { slotOf } from "@/lib/controls/slots";
import { countRows, countsOfOus, type FindingCount } from "@/lib/data/finding/counts";
import { failingRowsByControl } from "@/lib/data/finding/failing-rows";
import type { FindingRow } from "@/lib/data/finding/row";
import { unknownRowsByControl } from "@/lib/data/finding/unknown-rows";
import { type Control, highestSeverity } from "@/lib/engine/control";
import { severityRank } from "@/lib/model/severity";
import type { Actor } from "../access/actor";
import { authorizeOu } from "../access/authorize";
import { controlsOf, type FindingFilter, queryOf } from "./finding-filter";

/** The findings of one control: how many, and the first of them. */
export type FindingGroup = {
  control: Pick<Control, "id" | "title" | "practice"> & { severity: number; mends: boolean };
  /** Null where nobody could count in time. */
  counts: { fail: number; unknown: number; waived: number } | null;
  rows: FindingRow[];
};

export type FindingSummary = {
  groups: FindingGroup[];
  totals: { fail: number; unknown: number; waived: number } | null;
};

const countWithinMs = 2_000;

/**
 * Findings under an OU in groups of their controls, the most severe first.
 * @param perControl how many rows of each group at most
 */
export async function summarizeFindings(
  actor: Actor,
  input: { ouId: number; filter: FindingFilter; perControl?: number },
): Promise<FindingSummary> {
  const { ouId, filter, perControl = 4 } = input;
  await authorizeOu(actor, "read", ouId);
  const query = await queryOf(filter, ouId);
  const counted = filter.q === undefined ? await countsOfOus([ouId]) : await countRows(query, countWithinMs);
  const wanted = (kind: "fail" | "unknown" | "waived") => filter.kind === undefined || filter.kind === kind;
  const [failing, unknown, waived] = await Promise.all([
    wanted("fail") ? failingRowsByControl(query, "fail", perControl) : [],
    wanted("unknown") ? unknownRowsByControl(query, perControl) : [],
    filter.kind === "waived" ? failingRowsByControl(query, "waived", perControl) : [],
  ]);
  const rows = Map.groupBy([...failing, ...unknown, ...waived], ({ controlId }) => controlId);

  const groups = controlsOf(filter).map((control): FindingGroup => {
    const { number } = slotOf(control.id);
    const highest = severityRank(highestSeverity(control));
    return {
      control: {
        id: control.id,
        title: control.title,
        practice: control.practice,
        severity: highest,
        mends: control.remediate !== undefined,
      },
      counts: counted && sum(counted, number, filter, highest),
      rows: (rows.get(number) ?? []).slice(0, perControl),
    };
  });
  const shown = groups
    .filter(({ counts, rows: some }) => some.length > 0 || (counts && shownCount(counts, filter) > 0))
    .toSorted(
      (a, b) =>
        b.control.severity - a.control.severity ||
        (b.counts?.fail ?? 0) - (a.counts?.fail ?? 0) ||
        (a.control.id < b.control.id ? -1 : 1),
    );
  return { groups: shown, totals: counted && total(shown) };
}

function sum(counts: readonly FindingCount[], controlId: number, { severity }: FindingFilter, highest: number) {
  const wanted = severity === undefined ? undefined : severityRank(severity);
  const totals = { fail: 0, unknown: 0, waived: 0 };
  for (const count of counts) {
    if (count.controlId !== controlId) continue;
    if (wanted === undefined || count.severity === wanted) {
      totals.fail += count.fail;
      totals.waived += count.waived;
    }
    // What could not be judged counts at the highest its control can judge.
    if (wanted === undefined || highest === wanted) totals.unknown += count.unknown;
  }
  return totals;
}

const shownCount = (counts: { fail: number; unknown: number; waived: number }, { kind }: FindingFilter): number =>
  kind === undefined ? counts.fail + counts.unknown : counts[kind];

function total(groups: readonly FindingGroup[]) {
  const totals = { fail: 0, unknown: 0, waived: 0 };
  for (const { counts } of groups) {
    totals.fail += counts?.fail ?? 0;
    totals.unknown += counts?.unknown ?? 0;
    totals.waived += counts?.waived ?? 0;
  }
  return totals;
}
