const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago something was, in its largest unit: "41 s", "12 min", "5 h", "3 d". Never negative. */
export function formatAge(from: Date, at: Date): string {
  const age = Math.max(0, at.getTime() - from.getTime());
  if (age < minute) return `${Math.floor(age / 1000)} s`;
  if (age < hour) return `${Math.floor(age / minute)} min`;
  if (age < 2 * day) return `${Math.floor(age / hour)} h`;
  return `${Math.floor(age / day)} d`;
}
