import { nextFirings } from "@/lib/data/firings";
import { messageOf } from "@/lib/platform/errors";

/** When a schedule fires next; or what cannot be read, in a sentence beside its field. */
export type ScheduleTimes = { ok: true; next: Date[] } | { ok: false; field: "cron" | "timeZone"; message: string };

const timeZones = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);

const fields = [
  { name: "minute", range: "0 to 59" },
  { name: "hour", range: "0 to 23" },
  { name: "day of the month", range: "1 to 31" },
  { name: "month", range: "1 to 12, or JAN to DEC" },
  { name: "day of the week", range: "0 to 7, or SUN to SAT; 0 and 7 are Sunday" },
] as const;

/**
 * Reads a schedule as the queue will.
 * @param cron five fields: minute, hour, day of the month, month, day of the week
 * @param from the first firing is after it
 */
export function scheduleTimes(cron: string, timeZone: string, from: Date, count: number): ScheduleTimes {
  const parts = cron.trim().split(/\s+/);
  if (parts.length !== fields.length || cron.trim() === "") {
    return wrong("cron", "Write five fields: minute, hour, day of the month, month, day of the week.");
  }
  if (!timeZones.has(timeZone)) {
    return wrong("timeZone", `There is no time zone ${quoted(timeZone)}: write one such as Europe/Berlin, or UTC.`);
  }
  for (const [i, { name, range }] of fields.entries()) {
    const part = parts[i] ?? "";
    // A hashed value would be another one at every reading.
    if (/(^|,)H/i.test(part) || !canRead(alone(part, i))) {
      return wrong("cron", `The ${name} cannot be ${quoted(part)}: it is ${range}, or * for every one.`);
    }
  }
  try {
    const next = nextFirings(parts.join(" "), timeZone, from, count);
    return next.length > 0 ? { ok: true, next } : wrong("cron", "These times never come.");
  } catch (error) {
    const impossible = parts[2] !== "*" && parts[3] !== "*";
    return wrong(
      "cron",
      impossible ? "No such month has such a day: this never comes." : `It cannot be read: ${messageOf(error)}.`,
    );
  }
}

const wrong = (field: "cron" | "timeZone", message: string): ScheduleTimes => ({ ok: false, field, message });

const quoted = (text: string): string => `“${text.slice(0, 40)}”`;

const alone = (part: string, at: number): string => fields.map((_, i) => (i === at ? part : "*")).join(" ");

function canRead(cron: string): boolean {
  try {
    nextFirings(cron, "UTC", new Date(0), 1);
    return true;
  } catch {
    return false;
  }
}
