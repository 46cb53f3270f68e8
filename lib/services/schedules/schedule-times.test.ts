import { expect, test } from "vitest";
import { scheduleTimes } from "./schedule-times";

const from = new Date("2026-03-28T12:00:00Z");
const read = (cron: string, timeZone = "UTC") => scheduleTimes(cron, timeZone, from, 2);

test.each([
  ["0 3 * * *", "UTC", ["2026-03-29T03:00:00.000Z", "2026-03-30T03:00:00.000Z"]],
  ["0 4 * * *", "Europe/Berlin", ["2026-03-29T02:00:00.000Z", "2026-03-30T02:00:00.000Z"]],
  ["*/30 12 * * *", "UTC", ["2026-03-28T12:30:00.000Z", "2026-03-29T12:00:00.000Z"]],
  ["0 3 * * MON-FRI", "UTC", ["2026-03-30T03:00:00.000Z", "2026-03-31T03:00:00.000Z"]],
  ["0 0 29 2 *", "UTC", ["2028-02-29T00:00:00.000Z", "2032-02-29T00:00:00.000Z"]],
  ["  0   3 * * *  ", "UTC", ["2026-03-29T03:00:00.000Z", "2026-03-30T03:00:00.000Z"]],
])("%s in %s fires at the times the queue will see, summer time included", (cron, timeZone, next) => {
  const times = read(cron, timeZone);
  expect(times.ok && times.next.map((at) => at.toISOString())).toEqual(next);
});

test.each([
  ["", "cron", "Write five fields: minute, hour, day of the month, month, day of the week."],
  ["0 3 * *", "cron", "Write five fields: minute, hour, day of the month, month, day of the week."],
  ["0 0 3 * * *", "cron", "Write five fields: minute, hour, day of the month, month, day of the week."],
  ["61 3 * * *", "cron", "The minute cannot be “61”: it is 0 to 59, or * for every one."],
  ["0 25 * * *", "cron", "The hour cannot be “25”: it is 0 to 23, or * for every one."],
  ["0 3 5-1 * *", "cron", "The day of the month cannot be “5-1”: it is 1 to 31, or * for every one."],
  ["0 3 * NEVER *", "cron", "The month cannot be “NEVER”: it is 1 to 12, or JAN to DEC, or * for every one."],
  ["H 3 * * *", "cron", "The minute cannot be “H”: it is 0 to 59, or * for every one."],
  ["0 3 31 2 *", "cron", "No such month has such a day: this never comes."],
])("%j is refused in words that name what is wrong with it", (cron, field, message) => {
  expect(read(cron)).toEqual({ ok: false, field, message });
});

test("a zone nobody has is refused beside its own field", () => {
  expect(read("0 3 * * *", "Europe/Nowhere")).toMatchObject({ ok: false, field: "timeZone" });
});
