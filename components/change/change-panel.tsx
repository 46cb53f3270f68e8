"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { confirmChangeAction, dropChangeAction, requestUndoAction } from "@/app/(dashboard)/changes/actions";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { endedChangeStates } from "@/lib/model/change";
import type { ChangeView } from "@/lib/services/changes/view-change";
import styles from "./change-panel.module.css";
import { stateSentence } from "./state-sentence";

type Answer = { ok: true; value: { changeId: number } } | { ok: false; message: string };

/** Follows one change: its plan, the confirmation, what AWS said, and how to take it back. */
export function ChangePanel({ initial, mayChange }: { initial: ChangeView; mayChange: boolean }) {
  const router = useRouter();
  const client = useQueryClient();
  const [id, setId] = useState(initial.id);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const key = ["change", id] as const;
  const { data: change = initial } = useQuery({
    queryKey: key,
    queryFn: async () => {
      const response = await fetch(`/api/changes/${id}`);
      if (!response.ok) throw new Error("The change could not be read.");
      return (await response.json()) as ChangeView;
    },
    ...(id === initial.id ? { initialData: initial } : {}),
    refetchInterval: ({ state }) => (state.data && isAtRest(state.data) ? false : 1000),
  });

  // The page behind the panel shows verdicts: it is drawn anew once the change has ended.
  const was = useRef(change.state);
  useEffect(() => {
    if (was.current !== change.state && endedChangeStates.includes(change.state)) router.refresh();
    was.current = change.state;
  }, [change.state, router]);

  const act = async (verb: () => Promise<Answer>): Promise<void> => {
    setBusy(true);
    setRefusal(null);
    const answer = await verb();
    setBusy(false);
    if (!answer.ok) setRefusal(answer.message);
    else setId(answer.value.changeId);
    await client.invalidateQueries({ queryKey: ["change"] });
  };

  const { plan } = change;
  const planned = change.state === "planned" && plan !== null;
  return (
    <div className={styles.change} data-change={change.id} data-state={planned ? "ready" : change.state}>
      <div className={styles.head}>
        <h3>{plan?.title ?? (change.undoOf === null ? "Planning the fix" : "Planning the undo")}</h3>
        <Link className="quiet small" href={`/changes/${change.id}`}>
          Change {change.id}
        </Link>
      </div>
      <p role="status">{stateSentence(change)}</p>
      {!isAtRest(change) && <div className={styles.working} aria-hidden="true" />}
      {plan && (
        <>
          <p>
            <b>What may break:</b> {plan.risk}
          </p>
          <div className={styles.sides}>
            <Side title="Now, read live" value={plan.before} />
            <Side title="After" value={plan.after} />
          </div>
          <details>
            <summary>
              {plan.calls.length} call{plan.calls.length === 1 ? "" : "s"} to AWS: {plan.calls.join(", ")}
            </summary>
            <pre className={styles.code}>{plan.commands.join("\n")}</pre>
          </details>
        </>
      )}
      {refusal && (
        <Notice kind="refused" title="That was not done." live>
          {refusal}
        </Notice>
      )}
      {mayChange && (
        <div className={styles.buttons}>
          {planned && (
            <>
              <Button
                kind="go"
                disabled={busy}
                onClick={() =>
                  void act(() => confirmChangeAction({ changeId: change.id, liveState: change.liveState ?? "" }))
                }
              >
                Confirm and apply
              </Button>
              <Button disabled={busy} onClick={() => void act(() => dropChangeAction({ changeId: change.id }))}>
                Drop it
              </Button>
            </>
          )}
          {change.state === "verified" && change.undoOf === null && (
            <Button disabled={busy} onClick={() => void act(() => requestUndoAction({ changeId: change.id }))}>
              Undo
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Whether nothing happens by itself any more: it ended, or waits for a person. */
const isAtRest = ({ state, plan }: ChangeView): boolean =>
  endedChangeStates.includes(state) || (state === "planned" && plan !== null);

const Side = ({ title, value }: { title: string; value: unknown }) => (
  <div>
    <h4>{title}</h4>
    <pre className={styles.code}>{value === null ? "not configured" : JSON.stringify(value, null, 2)}</pre>
  </div>
);
