"use client";

import { confirmChangeAction, dropChangeAction, requestUndoAction } from "@/app/(dashboard)/changes/actions";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import styles from "./change-panel.module.css";
import type { FollowedChange } from "./use-change";

/** What may be done to a change now: confirm or drop its plan, or take it back. */
export function ChangeButtons({ followed: { change, busy, refusal, act } }: { followed: FollowedChange }) {
  const { id: changeId, plan } = change;
  const undoes = change.undoOf !== null;
  return (
    <>
      {refusal && (
        <Notice kind="refused" title="That was not done." live>
          {refusal}
        </Notice>
      )}
      {change.state === "planned" && plan !== null && (
        <div className={styles.buttons}>
          <Button
            kind="go"
            disabled={busy}
            onClick={() => void act(() => confirmChangeAction({ changeId, liveState: change.liveState ?? "" }))}
          >
            {undoes ? "Confirm and put back" : "Confirm and apply"}
          </Button>
          <Button disabled={busy} onClick={() => void act(() => dropChangeAction({ changeId }))}>
            Drop it
          </Button>
        </div>
      )}
      {change.state === "verified" && !undoes && (
        <div className={styles.buttons}>
          <Button disabled={busy} onClick={() => void act(() => requestUndoAction({ changeId }))}>
            Undo
          </Button>
        </div>
      )}
    </>
  );
}
