import { type MovementCause, movementCauses } from "@/lib/model/movement";
import type { IngestBatch } from "../batch";

/** One verdict of the reference: what was judged, or that the control is off. */
export type ReferenceVerdict =
  | { status: "off" }
  | { status: "pass" | "fail" | "not_applicable"; severity: number; because: string }
  | { status: "unknown"; severity: number; reason: string; permission: string | null };

export type ReferenceMove = {
  newResource: boolean;
  before: ReferenceVerdict | undefined;
  after: ReferenceVerdict | undefined;
  failing: boolean;
  verifiesChange: boolean;
  rejudged: IngestBatch["rejudged"];
  factsDiffer: boolean;
  rulesetDiffers: boolean;
  parametersDiffer: boolean;
};

/** The causes as product and architecture tell them: each with when it applies, the first in their order wins. */
export function referenceCause(move: ReferenceMove): MovementCause {
  const from = move.before?.status ?? "not_judged";
  const to = move.after?.status ?? "not_judged";
  const plain = (status: string) => ["pass", "fail", "not_applicable"].includes(status);
  const outside = ["off", "not_judged"].includes(from) || ["off", "not_judged"].includes(to);
  const byRuleset = move.rejudged === "control_changed" || (!move.rejudged && !move.factsDiffer && move.rulesetDiffers);
  const byParameters =
    move.rejudged === "parameter_changed" ||
    (!move.rejudged && !move.factsDiffer && !move.rulesetDiffers && move.parametersDiffer);
  const byFacts = !outside && !byRuleset && !byParameters;
  const mended = move.failing && to === "pass";

  const applies: Partial<Record<MovementCause, boolean>> = {
    new_resource: move.newResource,
    fixed_by_us: mended && move.verifiesChange,
    fixed_outside: mended && byFacts,
    regressed: byFacts && from === "pass" && to === "fail",
    configuration_changed:
      byFacts && from !== to && ((plain(from) && plain(to)) || (move.failing && to === "not_applicable")),
    sight_lost: byFacts && from !== "unknown" && to === "unknown",
    sight_regained: byFacts && from === "unknown" && to !== "unknown",
    control_added: from === "not_judged",
    control_changed: to === "not_judged" || (!outside && byRuleset),
    parameter_changed: (outside && from !== "not_judged" && to !== "not_judged") || (!outside && byParameters),
    severity_changed: byFacts && from === to,
  };
  const cause = movementCauses.find((name) => applies[name]);
  if (!cause) throw new Error(`Nothing explains ${from} to ${to}.`);
  return cause;
}
