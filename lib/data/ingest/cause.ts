import type { ByteStatus } from "@/lib/engine/vector";
import type { EpisodeEnding, MovementCause } from "@/lib/model/movement";
import type { IngestBatch } from "./batch";

/** What differs between what a stored verdict and a new one were judged on. */
export type Grounds = "facts" | "control" | "parameter";

/** One verdict before and after. */
export type Transition = {
  /** Null for a resource that was not judged before. */
  before: ByteStatus | null;
  after: ByteStatus;
  /** Whether a failure was open before, seen or out of sight. */
  failing: boolean;
  /** Whether the reading verifies a change of ours to this control. */
  changedByUs: boolean;
  grounds: Grounds;
};

/**
 * On what grounds the verdicts of one resource may have moved. A rejudge says it; otherwise facts explain before a
 * control does, and a control before its parameters. The passing of time counts as a fact.
 */
export function groundsOf(
  batch: Pick<IngestBatch, "rejudged" | "rulesetId" | "parametersId">,
  stored: { rulesetId: number; parametersId: number },
  factsDiffer: boolean,
): Grounds {
  if (batch.rejudged === "control_changed") return "control";
  if (batch.rejudged === "parameter_changed") return "parameter";
  if (batch.rejudged === "time" || factsDiffer) return "facts";
  if (batch.rulesetId !== stored.rulesetId) return "control";
  return batch.parametersId !== stored.parametersId ? "parameter" : "facts";
}

/** @returns the first cause that applies, in the order of lib/model/movement.ts */
export function causeOf({ before, after, failing, changedByUs, grounds }: Transition): MovementCause {
  if (before === null) return "new_resource";
  if (failing && after === "pass" && changedByUs) return "fixed_by_us";
  if (before === "not_judged") return "control_added";
  if (after === "not_judged") return "control_changed";
  if (before === "off" || after === "off") return "parameter_changed";
  if (grounds === "control") return "control_changed";
  if (grounds === "parameter") return "parameter_changed";
  if (failing && after === "pass") return "fixed_outside";
  if (before === "pass" && after === "fail") return "regressed";
  if (before === after) return "severity_changed";
  if (after === "unknown") return "sight_lost";
  if (before === "unknown" && !(failing && after === "not_applicable")) return "sight_regained";
  return "configuration_changed";
}

/** @returns how a failure ended whose verdict moved to something else for this cause */
export function endingOf(cause: MovementCause): EpisodeEnding {
  switch (cause) {
    case "fixed_by_us":
    case "fixed_outside":
    case "retired":
    case "control_changed":
    case "parameter_changed":
      return cause;
    default:
      return "not_applicable";
  }
}
