"use client";

import Link from "next/link";
import type { ChangeView } from "@/lib/services/changes/view-change";
import { ChangeButtons } from "./change-buttons";
import styles from "./change-panel.module.css";
import { PlanView } from "./plan-view";
import { stateSentence } from "./state-sentence";
import { isAtRest, useChange } from "./use-change";

/** Follows one change: its plan, the confirmation, what AWS said, and how to take it back. */
export function ChangePanel({ initial, mayChange }: { initial: ChangeView; mayChange: boolean }) {
  const followed = useChange(initial);
  const { change } = followed;
  const { plan } = change;
  return (
    <div
      className={styles.change}
      data-change={change.id}
      data-state={change.state === "planned" && plan ? "ready" : change.state}
    >
      <div className={styles.head}>
        <h3>{plan?.title ?? (change.undoOf === null ? "Planning the fix" : "Planning the undo")}</h3>
        <Link className="quiet small" href={`/changes/${change.id}`}>
          Change {change.id}
        </Link>
      </div>
      <p role="status">{stateSentence(change)}</p>
      {!isAtRest(change) && <div className={styles.working} aria-hidden="true" />}
      <PlanView change={change} />
      {mayChange && <ChangeButtons followed={followed} />}
    </div>
  );
}
