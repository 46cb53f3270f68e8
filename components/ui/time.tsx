"use client";

import { useSyncExternalStore } from "react";

const formats = {
  moment: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
  short: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  day: { day: "numeric", month: "long", year: "numeric" },
  clock: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const nothing = () => () => {};

/** A moment in the reader's zone, with UTC in its title. Before the page wakes up it is written in UTC and says so. */
export function Time({ at, format = "moment" }: { at: Date | string; format?: keyof typeof formats }) {
  const inZone = useSyncExternalStore(
    nothing,
    () => true,
    () => false,
  );
  const moment = new Date(at);
  const utc = `${moment.toISOString().slice(0, 19).replace("T", " ")} UTC`;
  const text = new Intl.DateTimeFormat("en-GB", { ...formats[format], ...(inZone ? {} : { timeZone: "UTC" }) });
  return (
    <time dateTime={moment.toISOString()} title={utc} className="nowrap">
      {text.format(moment)}
      {!inZone && format !== "day" && " UTC"}
    </time>
  );
}
