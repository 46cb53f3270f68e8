const minutes = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** A moment in UTC, to the minute: "24 Nov 2026, 05:46 UTC". */
export const formatTime = (at: Date): string => `${minutes.format(at)} UTC`;
