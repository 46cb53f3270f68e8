const long = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });
const short = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** A day as it is written: "24 August", or "24 Aug" on an axis. Days are UTC days, for every reader the same. */
export const formatDay = (day: Date, length: "long" | "short" = "long"): string =>
  (length === "long" ? long : short).format(day);
