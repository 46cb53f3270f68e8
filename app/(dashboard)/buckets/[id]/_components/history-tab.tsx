import { ChangePanel } from "@/components/change/change-panel";
import { Section } from "@/components/ui/section";
import type { Actor } from "@/lib/services/access/actor";
import type { ResourceView } from "@/lib/services/buckets/read-bucket";
import { mayChange } from "@/lib/services/changes/may-change";
import { readChangesOf } from "@/lib/services/changes/read-change";
import { viewChange } from "@/lib/services/changes/view-change";
import styles from "../../buckets.module.css";
import { Timeline } from "./timeline";

/** What happened to it, newest first: what we saw, and what we changed. */
export async function HistoryTab({ view, actor }: { view: ResourceView; actor: Actor }) {
  const [changes, allowed] = await Promise.all([readChangesOf(actor, view.head.id), mayChange(actor, view.head.id)]);
  return (
    <div className={styles.columns}>
      <Section title="What we saw">
        <Timeline entries={view.history} />
      </Section>
      <Section title="What we changed" says={changes.length === 0 ? "nothing" : undefined}>
        {changes.map((change) => (
          <ChangePanel key={change.id} initial={viewChange(change)} mayChange={allowed} />
        ))}
      </Section>
    </div>
  );
}
