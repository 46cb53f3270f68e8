const iso = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d))?)?)?$/;

/**
 * Reads a date as conditions have it: a W3C form of ISO 8601, or seconds since 1970. Four digits alone are a year.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 * @returns milliseconds since 1970; undefined for what is neither
 */
export function instantOf(text: string): number | undefined {
  if (text.length > 40) return undefined;
  const [whole, year, month = "01", day = "01", hour = "00", minute = "00", second = "00", fraction = "0", zone = "Z"] =
    iso.exec(text) ?? [];
  if (whole === undefined) return /^\d{5,15}(?:\.\d{1,9})?$/.test(text) ? Number(text) * 1000 : undefined;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const read = new Date(midnight);
  // Date.UTC carries what does not exist, a 31st of February, over into the next month.
  if (read.getUTCMonth() !== Number(month) - 1 || read.getUTCDate() !== Number(day)) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const [sign, zoneHour, zoneMinute] = zone === "Z" ? ["+", "0", "0"] : [zone[0], zone.slice(1, 3), zone.slice(4)];
  if (Number(zoneHour) > 23 || Number(zoneMinute) > 59) return undefined;
  const offset = (Number(zoneHour) * 60 + Number(zoneMinute)) * (sign === "-" ? -1 : 1);
  const minutes = Number(hour) * 60 + Number(minute) - offset;
  return midnight + minutes * 60_000 + Number(second) * 1000 + Number(`0.${fraction}`) * 1000;
}
