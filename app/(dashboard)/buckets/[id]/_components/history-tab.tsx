import { ChangePanel } from "@/components/change/change-panel";
import { Section } from "@/components/ui/section";
import type { Actor } from "@/lib/services/access/actor";
import type { ResourceView } from "@/lib/services/buckets/read-bucket";
import { mayChange } from "@/lib/services/changes/may-change";
import { readChangesOf } from "@/lib/services/changes/read-change";
import { viewChange } from "@/lib/services/changes/view-change";
import type { ReplayView } from "@/lib/services/replay/read-replay";
import styles from "../../buckets.module.css";
import { Timeline } from "./timeline";

/** What happened to it, newest first: what we saw, and what we changed. */
export async function HistoryTab({
  view,
  actor,
  replay,
}: {
  view: ResourceView;
  actor: Actor;
  replay: ReplayView | null;
}) {
  const [changes, allowed] = await Promise.all([readChangesOf(actor, view.head.id), mayChange(actor, view.head.id)]);
  return (
    <div className={styles.columns}>
      <Section title="What we saw">
        <Timeline entries={view.history} replay={replay} />
      </Section>
      <Section title="What we changed" says={changes.length === 0 ? "nothing" : undefined}>
        {changes.map((change) => (
          <ChangePanel key={change.id} initial={viewChange(change)} mayChange={allowed} />
        ))}
      </Section>
    </div>
  );
}
