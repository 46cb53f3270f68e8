import { formatDay } from "@/components/format/format-day";
import { EmptyState } from "@/components/ui/empty-state";
import { Mark, type MarkKind } from "@/components/ui/mark";
import { Time } from "@/components/ui/time";
import type { HistoryEntry } from "@/lib/services/buckets/read-bucket";
import type { ReplayView } from "@/lib/services/replay/read-replay";
import styles from "./timeline.module.css";

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

const wordOf = (status: string): string => statusWords[status] ?? status;

/** The mark of what an entry ended in: the gravest of its turns. */
function markOf({ cause, turns }: HistoryEntry): MarkKind {
  if (cause === "sight_lost") return "unknown";
  for (const status of ["fail", "unknown", "pass"] as const) if (turns.some(({ to }) => to === status)) return status;
  return "not_applicable";
}

/**
 * What happened to a resource, newest first.
 * @param brief counts the verdicts that moved instead of naming them
 * @param replay the past that was replayed, so that it is not taken for one that was watched
 */
export function Timeline({
  entries,
  brief = false,
  replay,
}: {
  entries: readonly HistoryEntry[];
  brief?: boolean;
  replay: ReplayView | null;
}) {
  const until = replay?.state === "here" ? replay.until : null;
  if (entries.length === 0) return <EmptyState kind="none" title="Nothing has changed yet." />;
  return (
    <>
      <ol className={styles.timeline}>
        {entries.map((entry) => (
          <li key={entry.at.toISOString()}>
            <Time at={entry.at} format="short" />
            <Mark of={markOf(entry)} label="" />
            <div>
              <p className="strong">{causes[entry.cause] ?? entry.cause}</p>
              <Turns entry={entry} brief={brief} />
              {entry.actor && (
                <p className="quiet">
                  by {entry.actor}
                  {entry.event ? `, ${entry.event.replace("change/", "change ")}` : ""}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
      {until !== null && entries.some(({ origin }) => origin === "replay") && (
        <p className="quiet">
          What is dated before {formatDay(new Date(until))} was replayed from the model organization’s past.
        </p>
      )}
    </>
  );
}

function Turns({ entry: { turns, cause }, brief }: { entry: HistoryEntry; brief: boolean }) {
  if (cause === "new_resource" || brief) {
    const failing = turns.filter(({ to }) => to === "fail").length;
    const unknown = turns.filter(({ to }) => to === "unknown").length;
    if (turns.length === 0) return null;
    return (
      <p className="soft">
        {turns.length} verdict{turns.length === 1 ? "" : "s"}: {failing} failing, {unknown} unknown
      </p>
    );
  }
  return turns.map(({ controlId, title, from, to }) => (
    <p key={controlId} className="soft">
      {title}: {wordOf(from)} → {wordOf(to)}
    </p>
  ));
}
