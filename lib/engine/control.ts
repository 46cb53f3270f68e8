import type { z } from "zod";
import type { PracticeId } from "@/lib/model/practice";
import type { ResourceRef, ResourceType } from "@/lib/model/resource";
import type { Severity } from "@/lib/model/severity";
import type { Judgement } from "@/lib/model/verdict";
import type { KnownFacts, Need, PartialFacts } from "./need";
import type { Remediation } from "./remediation";

/** What a control is told beside the facts: which resource, with which parameters, at what time. */
export type ControlContext<R extends ResourceType, P> = {
  readonly resource: ResourceRef<R>;
  readonly params: P;
  /** The moment judged for. Never part of a snapshot; a verdict that depends on it returns `until`. */
  readonly at: Date;
};

/**
 * A rule about one type of resource. Pure: the same facts, parameters and moment always give the same verdict.
 * `N` is the union of its needs; `evaluate` sees exactly those facts, and never an unread one.
 */
export type Control<
  Id extends string = string,
  R extends ResourceType = ResourceType,
  N extends string = string,
  P extends z.ZodType = z.ZodType,
> = {
  /** The id of the catalogue; the file is named after it. */
  id: Id;
  practice: PracticeId;
  title: string;
  /** One sentence in the words of the person who owns the resource. */
  why: string;
  /** A constant, or the highest it can be and a pure function of what was read: where something is missing, the worst of it. */
  severity:
    | Severity
    | { highest: Severity; of(facts: PartialFacts<R, N>, context: ControlContext<R, z.infer<P>>): Severity };
  resource: R;
  /** Facts this control reads. The engine answers "unknown" for it when any of them could not be read. */
  needs: readonly N[];
  /** What an organization may choose, with defaults for everything. */
  params: P;
  /** Framework requirements this control speaks to, as `framework/requirement`. */
  satisfies: readonly string[];
  /** AWS pages that state the rule. */
  references: readonly string[];
  /** Raised when the same facts may give another verdict than before. */
  version: number;
  evaluate(facts: KnownFacts<R, N>, context: ControlContext<R, z.infer<P>>): Judgement;
  /** Answers that hold whatever the missing facts are. Asked only when one is missing; a test walks the missing values. */
  settle?(facts: PartialFacts<R, N>, context: ControlContext<R, z.infer<P>>): Judgement | undefined;
  /** The change that would mend a failure, for the facts it was judged on. */
  remediate?(facts: KnownFacts<R, N>, context: ControlContext<R, z.infer<P>>): Remediation | undefined;
};

/** Declares a control. Returns it as it is: the types do the work. */
export const defineControl = <
  const Id extends string,
  const R extends ResourceType,
  const N extends Need<R>,
  P extends z.ZodType,
>(
  control: Control<Id, R, N, P>,
): Control<Id, R, N, P> => control;

/** The severity an unread or undecided verdict counts with: the highest the control can judge. */
export const highestSeverity = (control: Pick<Control, "severity">): Severity =>
  typeof control.severity === "string" ? control.severity : control.severity.highest;
