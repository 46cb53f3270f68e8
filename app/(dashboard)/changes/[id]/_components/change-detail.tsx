"use client";

import { useRouter } from "next/navigation";
import { ChangeButtons } from "@/components/change/change-buttons";
import { ChangePassage } from "@/components/change/change-passage";
import { PlanView } from "@/components/change/plan-view";
import { stateSentence } from "@/components/change/state-sentence";
import { useChange } from "@/components/change/use-change";
import { Section } from "@/components/ui/section";
import type { ChangeView } from "@/lib/services/changes/view-change";
import styles from "./change-detail.module.css";

/** A change on its own page: what will be written, and the passage from plan to proof beside it. */
export function ChangeDetail({ initial, mayChange }: { initial: ChangeView; mayChange: boolean }) {
  const router = useRouter();
  const followed = useChange(initial, (changeId) => router.push(`/changes/${changeId}`));
  const { change } = followed;
  return (
    <div className={styles.columns} data-change={change.id} data-state={change.state}>
      <div className={styles.plan}>
        <Section title="Plan" says="What will be written, member by member">
          <div className={styles.parts}>
            <p role="status">{stateSentence(change)}</p>
            <PlanView change={change} />
          </div>
        </Section>
      </div>
      <div className={styles.passage}>
        <ChangePassage change={change} />
        {mayChange ? (
          <ChangeButtons followed={followed} />
        ) : (
          <p className="quiet">You may read this. A remediator of this unit can confirm it or take it back.</p>
        )}
      </div>
    </div>
  );
}
