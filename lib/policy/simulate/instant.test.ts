import { expect, test } from "vitest";
import { instantOf } from "./instant";

test.each<[text: string, expected: string | undefined]>([
  ["2026", "2026-01-01T00:00:00.000Z"],
  ["2026-02", "2026-02-01T00:00:00.000Z"],
  ["2026-02-03", "2026-02-03T00:00:00.000Z"],
  ["2026-02-03T04:05Z", "2026-02-03T04:05:00.000Z"],
  ["2026-02-03T04:05:06Z", "2026-02-03T04:05:06.000Z"],
  ["2026-02-03T04:05:06.789Z", "2026-02-03T04:05:06.789Z"],
  ["2026-02-03T04:05:06+02:00", "2026-02-03T02:05:06.000Z"],
  ["2026-02-03T00:05:06-01:30", "2026-02-03T01:35:06.000Z"],
  ["1735689600", "2025-01-01T00:00:00.000Z"],
  ["2026-13", undefined],
  ["2026-02-29", undefined],
  ["2026-02-03T24:00Z", undefined],
  ["2026-02-03T04:05", undefined],
  ["yesterday", undefined],
  ["", undefined],
])("%s is the instant %s", (text, expected) => {
  const instant = instantOf(text);
  expect(instant === undefined ? undefined : new Date(instant).toISOString()).toBe(expected);
});
