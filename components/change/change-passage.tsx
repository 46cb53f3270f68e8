import type { ReactNode } from "react";
import { Time } from "@/components/ui/time";
import type { ChangeView } from "@/lib/services/changes/view-change";
import styles from "./change-passage.module.css";

type Step = { title: string; says: ReactNode; state: "done" | "now" | "later" | "stopped" };

const moment = (at: string | null): ReactNode => at && <Time at={at} format="short" />;

/** How far a change came, as steps of a passage. One that ended early stops at the step it ended in. */
function stepsOf(change: ChangeView): Step[] {
  const undoes = change.undoOf !== null;
  const reached = [change.plannedAt, change.approvedAt, change.appliedAt, isVerified(change) ? change.endedAt : null];
  const at = reached.indexOf(null);
  const ended = ["failed", "contested", "expired"].includes(change.state);
  const stateOf = (step: number): Step["state"] => {
    if (reached[step] !== null) return "done";
    if (step !== at) return "later";
    return ended ? "stopped" : "now";
  };
  return [
    {
      title: "Planned",
      state: stateOf(0),
      says: change.plannedAt ? (
        <>
          For {change.requestedBy}, {moment(change.plannedAt)}, on what was read live then.
        </>
      ) : (
        "The live state is read and the exact calls are computed."
      ),
    },
    {
      title: "Confirmed",
      state: stateOf(1),
      says: change.approvedAt ? (
        <>
          By {change.approvedBy}, {moment(change.approvedAt)}. A remediator's confirmation is the approval.
        </>
      ) : (
        "By a remediator who saw this plan. The confirmation is the approval."
      ),
    },
    {
      title: "Applied",
      state: stateOf(2),
      says: change.appliedAt ? (
        moment(change.appliedAt)
      ) : (
        <>
          Only if the live state is still <code>{change.liveState?.slice(0, 8) ?? "what was planned for"}</code>. If it
          moved, nothing is written.
        </>
      ),
    },
    {
      title: "Verified",
      state: stateOf(3),
      says: isVerified(change) ? (
        <>
          {moment(change.endedAt)}
          {change.windowMs !== null && `, ${change.windowMs} ms after it was read last`}.
        </>
      ) : (
        "Reads the same fact again. The finding closes on what is read, not on what was sent."
      ),
    },
    ...(undoes
      ? []
      : [
          {
            title: "Undo",
            state: change.state === "undone" ? ("done" as const) : ("later" as const),
            says:
              change.state === "undone"
                ? "What was there before is there again."
                : "Puts back exactly what was there, as long as nobody else has changed it.",
          },
        ]),
  ];
}

const isVerified = ({ state }: ChangeView): boolean => state === "verified" || state === "undone";

const stateWords = { done: "done", now: "next", later: "not yet", stopped: "it ended here" } as const;

/** The only progress there is: magenta and dashed until true. */
export function ChangePassage({ change }: { change: ChangeView }) {
  return (
    <ol className={styles.passage} aria-label="How far it is">
      {stepsOf(change).map(({ title, says, state }, i) => (
        <li key={title} className={styles[state]} aria-current={state === "now" ? "step" : undefined}>
          <span className={styles.mark} aria-hidden="true">
            {state === "done" ? "✓" : i + 1}
          </span>
          <div>
            <b>
              {title}
              <span className="visually-hidden">, {stateWords[state]}</span>
            </b>
            <p>{says}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
