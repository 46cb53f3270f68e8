import { findControl, slotOf } from "@/lib/controls/slots";
import { type FindingLife, findingLife } from "@/lib/data/finding/one";
import type { Control } from "@/lib/engine/control";
import type { JudgeFacts } from "@/lib/engine/judge";
import type { Remediation } from "@/lib/engine/remediation";
import { remedy } from "@/lib/engine/remedy";
import type { EdgeName } from "@/lib/model/edges";
import type { Fact } from "@/lib/model/fact";
import type { FactPath } from "@/lib/model/fact-schema";
import { organizationScope } from "@/lib/model/fact-schema";
import { parametersFor } from "@/lib/model/parameters";
import type { UnknownReason } from "@/lib/model/reason";
import { now } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { type ExplainedVerdict, type ResourceView, readResource } from "../buckets/read-bucket";
import type { ExplainedResource } from "../judging/explain-resource";
import { rulesNow } from "../judging/rules";

/** A fact a verdict rests on. */
export type GroundFact = { path: FactPath | null; need: string; fact: Fact | null };

/** The ends of an edge a verdict rests on, and why there may be more of them than are known. */
export type GroundEdge = {
  edge: EdgeName;
  known: number;
  /** Possible ends that could not be read. */
  unread: number;
  missing: { reason: UnknownReason; permission?: string } | null;
};

/** One verdict of one resource: what, why it matters, who decides, how to mend it. */
export type FindingView = {
  view: ResourceView;
  verdict: ExplainedVerdict;
  references: readonly string[];
  grounds: GroundFact[];
  edges: GroundEdge[];
  life: FindingLife;
  /** What could be done, computed on stored facts; the plan is computed on live ones. */
  remediation: Remediation | null;
};

/** @throws AppError `not_found` for a control or resource nobody knows, or outside the reader's scope */
export async function readFinding(actor: Actor, controlId: string, resourceId: number): Promise<FindingView> {
  return findingOf(await readResource(actor, resourceId), controlId);
}

/**
 * One verdict of a resource that was read for somebody who may: nothing of it is read or judged again.
 * @throws AppError `not_found` for a control nobody knows, or of another type of resource
 */
export async function findingOf(view: ResourceView, controlId: string): Promise<FindingView> {
  const control = findControl(controlId);
  const { explained, head } = view;
  if (!control || control.resource !== head.type) throw new AppError("not_found", "There is no such finding.");
  const life = await findingLife(head.id, slotOf(controlId).number);
  const verdict = view.verdicts.find((one) => one.controlId === controlId) ?? {
    controlId,
    title: control.title,
    why: control.why,
    practice: control.practice,
    verdict: "off" as const,
    severity: null,
    mends: control.remediate !== undefined,
  };
  return {
    view,
    verdict,
    references: control.references,
    grounds: control.needs.flatMap((need) => groundOf(need, view)),
    edges: explained ? edgesOf(control.needs, explained.facts) : [],
    life,
    remediation: explained ? await remediationOf(control, explained) : null,
  };
}

async function remediationOf(control: Control, { resource, facts, ouPath }: ExplainedResource) {
  const { parameters } = await rulesNow();
  const { params } = parametersFor(parameters, control.id, ouPath);
  return remedy(control, resource, facts, { params, at: now() }) ?? null;
}

function edgesOf(needs: readonly string[], facts: JudgeFacts): GroundEdge[] {
  const names = needs.flatMap((need) => (need.startsWith("related.") ? [need.split(".")[1] as EdgeName] : []));
  return [...new Set(names)].map((edge) => {
    const { items = [], unread = 0, incomplete } = facts.related[edge] ?? {};
    return { edge, known: items.length, unread, missing: incomplete ?? null };
  });
}

function groundOf(need: string, view: ResourceView): GroundFact[] {
  const [scope, name = ""] = need.split(".");
  switch (scope) {
    case "own":
      return [{ need, path: `${view.head.type}.${name}` as FactPath, fact: view.own[name] ?? null }];
    case "account":
      return [{ need, path: `AWS::Organizations::Account.${name}` as FactPath, fact: view.account[name] ?? null }];
    case "organization": {
      const type = organizationScope[name as keyof typeof organizationScope];
      return [{ need, path: `${type}.${name}` as FactPath, fact: view.organization[name] ?? null }];
    }
    default:
      return [];
  }
}
