import type { ChangeView } from "@/lib/services/changes/view-change";
import styles from "./change-panel.module.css";
import { PlanDiff } from "./plan-diff";

/** The plan of a change: what may break, every member it writes, and the same as commands. */
export function PlanView({ change: { plan, state } }: { change: ChangeView }) {
  if (!plan) return null;
  return (
    <>
      <p>
        <b>What may break:</b> {plan.risk}
      </p>
      <PlanDiff
        calls={plan.calls}
        before={plan.before}
        after={plan.after}
        done={state === "verified" || state === "undone"}
      />
      <details>
        <summary>As aws commands</summary>
        <pre className={styles.code}>{plan.commands.join("\n")}</pre>
      </details>
    </>
  );
}
