import { expect, test } from "vitest";
import { cronWords } from "./cron-words";

test.each([
  ["0 3 * * *", "Every day at 03:00"],
  ["30 4,16 * * *", "Every day at 04:30 and 16:30"],
  ["0 3 * * 1", "Every Monday at 03:00"],
  ["0 3 * * MON,thu", "Every Monday and Thursday at 03:00"],
  ["0 3 * * 7", "Every Sunday at 03:00"],
  ["0 3 * * 1-5", "Monday to Friday at 03:00"],
  ["*/15 * * * *", "Every 15 minutes"],
  ["5 * * * *", "Every hour at 05 past"],
  ["* * * * *", "Every minute"],
  ["0 3 1 * *", null],
  ["0 3 * 6 *", null],
  ["0 3-5 * * *", null],
  ["*/15 3 * * *", null],
  ["* * * * 1", null],
  ["0 3 * * 1#2", null],
])("%s is read as %s", (cron, words) => {
  expect(cronWords(cron)).toBe(words);
});
