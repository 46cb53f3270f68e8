import { findControl } from "@/lib/controls/slots";
import type { ChangeRow } from "@/lib/data/change/change";
import { hashOf } from "@/lib/data/inventory/snapshot-hash";
import { loadNamed } from "@/lib/data/judging/load-facts";
import { remedy } from "@/lib/engine/remedy";
import type { Plan } from "@/lib/model/change";
import type { Fact } from "@/lib/model/fact";
import { parametersFor } from "@/lib/model/parameters";
import { now } from "@/lib/platform/clock";
import { rulesNow } from "../judging/rules";
import { judgeFacts, loadSurroundings, refOf } from "../judging/surroundings";

/** @returns the name of a live state: equal states have equal names */
export const liveStateOf = (value: unknown): string => hashOf(value ?? null).toString("hex");

/** Facts of its own a control needs: what the remediator reads live before it plans. */
export function ownFactsOf(controlSlug: string): string[] {
  const needs: readonly string[] = findControl(controlSlug)?.needs ?? [];
  return needs.flatMap((need) => (need.startsWith("own.") ? [need.slice("own.".length)] : []));
}

/**
 * Computes the plan of a change on live facts of the resource and stored facts of everything around it.
 * @returns the plan; or in words why there is none
 */
export async function planRemediation(
  change: ChangeRow,
  live: Readonly<Record<string, Fact>>,
): Promise<{ plan: Plan } | { because: string }> {
  const unread = Object.entries(live).find(([, fact]) => !fact.known);
  if (unread) return { because: `The live state could not be read: ${unread[0]} is ${reasonOf(unread[1])}.` };
  const control = findControl(change.controlSlug);
  const [resource] = await loadNamed(change.accountId, [change.resourceId]);
  if (!control || !resource) return { because: "The resource or the control is no longer there." };
  const around = await loadSurroundings(change.accountId, [change.resourceId]);
  const facts = judgeFacts(resource, around);
  const { parameters } = await rulesNow();
  const { params } = parametersFor(parameters, control.id, around.account.path);
  const ref = refOf(resource, around.account.awsId);
  const remediation = remedy(control, ref, { ...facts, own: { ...facts.own, ...live } }, { params, at: now() });
  if (!remediation) return { because: "Read live, it does not fail any more: there is nothing to change." };
  const { id, title, risk, fact, before, after, operations, undo } = remediation;
  return { plan: { remediation: id, title, risk, fact, before, after, operations: [...operations], undo: [...undo] } };
}

/** @returns the plan that puts back what a change found; or why it cannot */
export function planUndo(original: Plan, live: Fact): { plan: Plan } | { because: string } {
  if (!live.known) return { because: `The live state could not be read: it is ${reasonOf(live)}.` };
  if (liveStateOf(live.value) !== liveStateOf(original.after)) {
    return { because: "The configuration was changed since: putting the old one back would undo that change too." };
  }
  return {
    plan: {
      ...original,
      title: `Undo: ${original.title}`,
      risk: "What the change closed is open again, as it was before.",
      before: original.after,
      after: original.before,
      operations: original.undo,
      undo: original.operations,
    },
  };
}

const reasonOf = (fact: Fact): string => (fact.known ? "read" : fact.reason.replaceAll("_", " "));
