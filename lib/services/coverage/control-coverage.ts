import { findControl, slotOf } from "@/lib/controls/slots";
import type { ControlCounts } from "@/lib/data/posture";
import { highestSeverity } from "@/lib/engine/control";
import { type Judged, judgedOf, type Sight, sightOf, sumCounts, type VerdictCounts } from "@/lib/engine/score";
import type { ResourceType } from "@/lib/model/resource";
import type { Severity } from "@/lib/model/severity";

/** What a control says in a scope, and how much of what was asked it could answer. */
export type Share = {
  /** Failing, unknown and waived are three figures and never a sum. */
  counts: VerdictCounts;
  judged: Judged;
  /** Passes of passes and failures, in tenths of a percent, rounded down; null where less than half was judged. */
  tenths: number | null;
  sight: Sight;
};

export type ControlCoverage = Share & {
  controlId: string;
  title: string;
  severity: Severity;
  resource: ResourceType;
};

/** @returns the share that passes; each verdict counts the same, for one control has no weights */
export function shareOfCounts(all: readonly VerdictCounts[]): Share {
  const counts = sumCounts(all);
  const judged = judgedOf(counts);
  const sight = sightOf(judged, { judged: 1, of: 1 });
  const of = counts.pass + counts.fail;
  return {
    counts,
    judged,
    sight,
    tenths: of === 0 || sight === "no_score" ? null : Math.floor((1000 * counts.pass) / of),
  };
}

/**
 * @param rows the counts of a unit
 * @throws RangeError for a control nobody knows
 */
export function coverageOf(controlId: string, rows: readonly ControlCounts[]): ControlCoverage {
  const control = findControl(controlId);
  if (!control) throw new RangeError(`There is no control ${controlId}.`);
  const { number } = slotOf(controlId);
  return {
    controlId,
    title: control.title,
    severity: highestSeverity(control),
    resource: control.resource,
    ...shareOfCounts(rows.filter((row) => row.controlId === number)),
  };
}

/** Whether a scope holds anything the control could be asked about. */
export const wasAsked = ({ counts: { pass, fail, unknown, waived, notApplicable, notJudged } }: Share): boolean =>
  pass + fail + unknown + waived + notApplicable + notJudged > 0;
