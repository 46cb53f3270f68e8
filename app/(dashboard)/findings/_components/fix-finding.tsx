import { ChangePanel } from "@/components/change/change-panel";
import { RequestPlanButton } from "@/components/change/request-plan-button";
import type { Actor } from "@/lib/services/access/actor";
import { mayChange } from "@/lib/services/changes/may-change";
import { readChangesOf } from "@/lib/services/changes/read-change";
import { viewChange } from "@/lib/services/changes/view-change";
import type { FindingView } from "@/lib/services/findings/read-finding";

/** What can be done about a finding: a plan to ask for, or the change that is under way or done. */
export async function FixFinding({ actor, finding }: { actor: Actor; finding: FindingView }) {
  const { head } = finding.view;
  const [allowed, changes] = await Promise.all([mayChange(actor, head.id), readChangesOf(actor, head.id)]);
  const latest = changes.find(({ controlSlug }) => controlSlug === finding.verdict.controlId);
  const isOver = latest !== undefined && ["failed", "contested", "expired", "undone"].includes(latest.state);
  const failing = finding.verdict.verdict !== "off" && finding.verdict.verdict.status === "fail";
  return (
    <>
      {latest && !(failing && isOver) && <ChangePanel initial={viewChange(latest)} mayChange={allowed} />}
      {failing && finding.remediation && (!latest || isOver) && (
        <>
          {latest && <ChangePanel initial={viewChange(latest)} mayChange={allowed} />}
          {allowed ? (
            <RequestPlanButton controlId={finding.verdict.controlId} resourceId={head.id} label="Review the fix" />
          ) : (
            <p className="quiet">You may read this. A remediator of this unit can plan and apply the fix.</p>
          )}
        </>
      )}
    </>
  );
}
