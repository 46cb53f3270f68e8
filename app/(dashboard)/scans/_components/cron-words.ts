const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const short: Readonly<Record<string, number>> = { SUN: 0, MON: 1, TUE: 2, WED: 3, THU: 4, FRI: 5, SAT: 6 };

/**
 * A cron expression in words, where it is one that people write: at times of every day, of some days of the week, every
 * so many minutes or hours.
 * @returns null for what is better read as it stands
 */
export function cronWords(cron: string): string | null {
  const [minute = "", hour = "", date, month, weekday = ""] = cron.trim().split(/\s+/);
  if (date !== "*" || month !== "*") return null;
  const on = daysOf(weekday);
  if (on === null) return null;
  const every = /^\*\/(\d+)$/.exec(minute)?.[1];
  if (hour === "*" && weekday === "*") {
    if (minute === "*") return "Every minute";
    if (every) return `Every ${every} minutes`;
    if (isNumber(minute)) return `Every hour at ${minute.padStart(2, "0")} past`;
    return null;
  }
  if (!isNumber(minute) || !hour.split(",").every(isNumber)) return null;
  const times = hour.split(",").map((one) => `${one.padStart(2, "0")}:${minute.padStart(2, "0")}`);
  return `${on} at ${listed(times)}`;
}

const isNumber = (text: string): boolean => /^\d{1,2}$/.test(text);

function daysOf(weekday: string): string | null {
  if (weekday === "*") return "Every day";
  if (/^(1-5|MON-FRI)$/i.test(weekday)) return "Monday to Friday";
  const names = weekday.split(",").map((one) => days[isNumber(one) ? Number(one) : (short[one.toUpperCase()] ?? -1)]);
  if (names.some((name) => name === undefined)) return null;
  return `Every ${listed(names as string[])}`;
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
