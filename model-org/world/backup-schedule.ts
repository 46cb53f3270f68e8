const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** When a rule of a plan runs: every so many milliseconds, at so many after midnight of the first Thursday of 1970. */
type Rhythm = { every: number; after: number };

/** What AWS Backup runs by where a rule says nothing. */
export const usualSchedule = "cron(0 5 ? * * *)";

const weekdays = ["THU", "FRI", "SAT", "SUN", "MON", "TUE", "WED"];
const units: Readonly<Record<string, number>> = { minute: minuteMs, hour: hourMs, day: dayMs };

/** @returns the rhythm of a schedule expression; undefined for one nobody can read. A month is thirty days here. */
function rhythmOf(expression: string): Rhythm | undefined {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) return { every: Number(rate[1]) * (units[rate[2] ?? ""] ?? dayMs), after: 0 };
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.trim().split(/\s+/) ?? [];
  const [minute = "", hour = "", dayOfMonth = "", , dayOfWeek = ""] = fields;
  if (fields.length !== 6 || !/^[\d*/,-]+$/.test(minute) || !/^[\d*/,-]+$/.test(hour)) return undefined;
  const minutes = (Number.parseInt(minute, 10) || 0) * minuteMs;
  const stepped = /^(?:\*|\d+)\/(\d+)$/.exec(hour)?.[1];
  if (hour === "*" || stepped !== undefined) return { every: Number(stepped ?? 1) * hourMs, after: minutes };
  const after = Number.parseInt(hour, 10) * hourMs + minutes;
  // Sunday is the first day of a cron's week.
  const weekday = /^\d$/.test(dayOfWeek) ? (Number(dayOfWeek) + 2) % 7 : weekdays.indexOf(dayOfWeek.toUpperCase());
  if (weekday >= 0) return { every: 7 * dayMs, after: after + weekday * dayMs };
  return { every: /^\d+$/.test(dayOfMonth) ? 30 * dayMs : dayMs, after };
}

/** @returns whether AWS Backup would take a schedule */
export const isSchedule = (expression: string): boolean => rhythmOf(expression) !== undefined;

/** @returns the last so many times a schedule ran before a moment, newest first, in milliseconds */
export function lastRuns(expression: string | undefined, before: number, count: number): number[] {
  const { every, after } = rhythmOf(expression ?? usualSchedule) ?? { every: dayMs, after: 0 };
  const last = Math.floor((before - after) / every);
  return Array.from({ length: count }, (_, n) => (last - n) * every + after);
}
