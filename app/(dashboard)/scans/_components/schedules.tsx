import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { VerdictMark } from "@/components/ui/verdict-mark";
import type { ScheduleRow } from "@/lib/services/schedules/list-schedules";
import styles from "../scans.module.css";
import { cronWords } from "./cron-words";
import { ScheduleForm } from "./schedule-form";

/** When scans of the whole organization start by themselves. @param mayChange an administrator of all of it */
export function Schedules({ schedules, mayChange }: { schedules: readonly ScheduleRow[]; mayChange: boolean }) {
  return (
    <Section title="Schedule" says="Scans of the whole organization that start by themselves">
      {schedules.length === 0 && <p className="soft">None. Scans start only when somebody asks.</p>}
      {schedules.map((schedule) => (
        <div key={schedule.id} className={styles.schedule}>
          <p>
            <b>{schedule.name}</b> <When schedule={schedule} />
          </p>
          {mayChange ? (
            <details>
              <summary>Change the schedule</summary>
              <ScheduleForm
                key={`${schedule.cron} ${schedule.timeZone} ${schedule.enabled}`}
                name={schedule.name}
                cron={schedule.cron}
                timeZone={schedule.timeZone}
                enabled={schedule.enabled}
              />
            </details>
          ) : (
            <p className="quiet small">Only an administrator of the whole organization changes it.</p>
          )}
        </div>
      ))}
    </Section>
  );
}

function When({ schedule: { cron, timeZone, enabled, next } }: { schedule: ScheduleRow }) {
  const words = cronWords(cron);
  return (
    <span className="soft">
      {words ?? (
        <>
          At the times of <code>{cron}</code>
        </>
      )}
      , in the zone {timeZone}.{" "}
      {next ? (
        <>
          Next: <Time at={next} format="short" /> on your clock.
        </>
      ) : (
        <VerdictMark of="not_applicable">{enabled ? "It never comes" : "Switched off"}</VerdictMark>
      )}
    </span>
  );
}
