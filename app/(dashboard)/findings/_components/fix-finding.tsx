import { ChangePanel } from "@/components/change/change-panel";
import { RequestPlanButton } from "@/components/change/request-plan-button";
import { valueWords } from "@/components/fact/value-words";
import type { Actor } from "@/lib/services/access/actor";
import { mayChange } from "@/lib/services/changes/may-change";
import { readChangesOf } from "@/lib/services/changes/read-change";
import { viewChange } from "@/lib/services/changes/view-change";
import type { FindingView } from "@/lib/services/findings/read-finding";
import { whyNotYet } from "@/lib/services/replay/arriving";
import styles from "../findings.module.css";

/**
 * What can be done about a finding: a plan to ask for, or the change that is under way or done.
 * @param brief says nothing where nothing is to be done
 */
export async function FixFinding({
  actor,
  finding,
  brief = false,
}: {
  actor: Actor;
  finding: FindingView;
  brief?: boolean;
}) {
  const { head } = finding.view;
  const [allowed, changes, notYet] = await Promise.all([
    mayChange(actor, head.id),
    readChangesOf(actor, head.id),
    whyNotYet(),
  ]);
  const latest = changes.find(({ controlSlug }) => controlSlug === finding.verdict.controlId);
  const isOver = latest !== undefined && ["failed", "contested", "expired", "undone"].includes(latest.state);
  const failing = finding.verdict.verdict !== "off" && finding.verdict.verdict.status === "fail";
  const remediation = failing && (!latest || isOver) ? finding.remediation : null;
  return (
    <>
      {remediation && <RemediationOutline remediation={remediation} />}
      {remediation &&
        (allowed ? (
          <RequestPlanButton
            controlId={finding.verdict.controlId}
            resourceId={head.id}
            label="Review the fix"
            notYet={notYet}
          />
        ) : (
          <p className="quiet">You may read this. A remediator of this unit can plan and apply the fix.</p>
        ))}
      {failing && !finding.remediation && (
        <p className="soft">Breakwater has no change for this yet. The pages below say what AWS advises.</p>
      )}
      {latest && <ChangePanel key={latest.id} initial={viewChange(latest)} mayChange={allowed} />}
      {!failing && !latest && !brief && <p className="soft">There is nothing to mend.</p>}
    </>
  );
}

/** What the change would be, from the facts as stored. The plan itself is computed on live ones. */
function RemediationOutline({ remediation }: { remediation: NonNullable<FindingView["remediation"]> }) {
  const { title, risk, fact, before, after, operations } = remediation;
  const name = fact.split(".").at(-1) ?? "";
  return (
    <div className={styles.outline}>
      <p>
        {title}: {operations.map(({ kind }) => kind).join(", ")}. Now: {valueWords(name, before)}. After:{" "}
        {valueWords(name, after)}.
      </p>
      <p>
        <b>What may break:</b> {risk}
      </p>
    </div>
  );
}
