import { controlsFor, slotOf } from "@/lib/controls/slots";
import type { ChangeRow } from "@/lib/data/change/change";
import { findingLife } from "@/lib/data/finding/one";
import type { Plan } from "@/lib/model/change";
import type { ResourceType } from "@/lib/model/resource";
import { now } from "@/lib/platform/clock";
import { recordResource } from "../scans/record-resource";
import { liveStateOf } from "./plan-remediation";
import { endChange } from "./record-step";

/**
 * Closes the findings of a change on evidence: what was read after the write, judged like any reading. Failures that end
 * with it were fixed by us, whichever of the controls that rest on the rewritten fact saw them.
 * @param live the rewritten fact, by its name, as it was read after the write
 */
export async function verifyChange(change: ChangeRow, plan: Plan, fact: string, live: unknown): Promise<void> {
  const asPlanned = liveStateOf(live) === liveStateOf(plan.after);
  const ours = asPlanned && change.undoOf === null;
  await recordResource({
    accountId: change.accountId,
    resource: { resourceId: change.resourceId, facts: { [fact]: { known: true, value: live } }, only: true },
    at: now(),
    origin: "change",
    scanId: null,
    event: `change/${change.id}`,
    actor: change.approvedBy ?? change.requestedBy,
    ...(ours
      ? { change: { controlIds: restingOn(change.resourceType as ResourceType, fact), changeId: change.id } }
      : {}),
  });
  if (!asPlanned) {
    const because = "Read back, the configuration is not what was written: somebody else changed it.";
    await endChange(change, "contested", because);
    return;
  }
  const { standing } = await findingLife(change.resourceId, change.controlId);
  if (ours && standing) {
    const because = standing.sightLostAt ? "the control cannot be judged" : "the control still fails";
    await endChange(change, "failed", `AWS has what was written, and ${because}.`);
  } else await endChange(change, "verified", null);
}

/** @returns the numbers of the controls of a type that read a fact of the resource itself */
const restingOn = (type: ResourceType, fact: string): number[] =>
  controlsFor(type)
    .filter(({ needs }) => needs.includes(`own.${fact}`))
    .map(({ id }) => slotOf(id).number);
