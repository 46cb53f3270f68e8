import { ChangePanel } from "@/components/change/change-panel";
import { formatTime } from "@/components/format/format-time";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import type { Actor } from "@/lib/services/access/actor";
import type { HistoryEntry, ResourceView } from "@/lib/services/buckets/read-bucket";
import { mayChange } from "@/lib/services/changes/may-change";
import { readChangesOf } from "@/lib/services/changes/read-change";
import { viewChange } from "@/lib/services/changes/view-change";
import styles from "../../buckets.module.css";

const causes: Readonly<Record<string, string>> = {
  new_resource: "Seen for the first time",
  retired: "Gone: a complete listing no longer held it",
  fixed_by_us: "Fixed by a change of ours",
  fixed_outside: "Fixed outside Breakwater",
  regressed: "It got worse",
  configuration_changed: "Its configuration changed",
  sight_lost: "It can no longer be read",
  sight_regained: "It can be read again",
  control_added: "A control was added",
  control_changed: "A control changed",
  parameter_changed: "A parameter changed",
  severity_changed: "A severity changed",
};

const statusWords: Readonly<Record<string, string>> = {
  not_judged: "not judged",
  not_applicable: "not applicable",
  off: "off",
};

const turn = ({ title, from, to }: HistoryEntry["turns"][number]): string =>
  `${title}: ${statusWords[from] ?? from} → ${statusWords[to] ?? to}`;

/** What happened to it, newest first: what we saw, and what we changed. */
export async function HistoryTab({ view, actor }: { view: ResourceView; actor: Actor }) {
  const [changes, allowed] = await Promise.all([readChangesOf(actor, view.head.id), mayChange(actor, view.head.id)]);
  return (
    <div className={styles.columns}>
      <Section title="What we saw">
        {view.history.length === 0 ? (
          <EmptyState kind="none" title="Nothing has changed yet." />
        ) : (
          <ul className={styles.timeline}>
            {view.history.map((entry) => (
              <li key={entry.at.toISOString()}>
                <time dateTime={entry.at.toISOString()}>{formatTime(entry.at)}</time>
                <div>
                  <p className="strong">{causes[entry.cause] ?? entry.cause}</p>
                  {entry.cause !== "new_resource" && entry.turns.map((one) => <p key={one.controlId}>{turn(one)}</p>)}
                  {entry.actor && (
                    <p className="quiet">
                      by {entry.actor}
                      {entry.event ? `, ${entry.event}` : ""}
                    </p>
                  )}
                </div>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="What we changed" says={changes.length === 0 ? "nothing" : undefined}>
        {changes.map((change) => (
          <ChangePanel key={change.id} initial={viewChange(change)} mayChange={allowed} />
        ))}
      </Section>
    </div>
  );
}
