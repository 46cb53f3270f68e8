import { expect, test } from "vitest";
import type { ScanView } from "@/lib/services/scans/view-scan";
import { askedBy, scanSentence, scopeWords, tookMs } from "./scan-words";

const scan = (patch: Partial<ScanView>): ScanView => ({
  id: 1,
  state: "complete",
  scope: "full",
  target: "",
  targetName: null,
  origin: "person",
  requestedBy: "person-1",
  requesterName: null,
  plannedAt: "2026-01-01T00:00:00.000Z",
  startedAt: "2026-01-01T00:00:01.000Z",
  finishedAt: "2026-01-01T00:00:20.000Z",
  because: null,
  accounts: 3,
  accountsCollected: 3,
  accountsFinished: 3,
  accountsUnreachable: 0,
  accountsUnread: 0,
  resources: 10,
  resourcesCollected: 10,
  resourcesJudged: 14,
  asked: 100,
  answered: 100,
  denied: 0,
  throttled: 0,
  otherUnknown: 0,
  calls: 90,
  at: "2026-01-01T00:01:00.000Z",
  ...patch,
});

test.each([
  [{}, "All 3 accounts were reached, all 100 questions answered."],
  [{ accounts: 1, asked: 11, answered: 11 }, "The account was reached, all 11 questions answered."],
  [{ state: "partial", answered: 97, denied: 3 }, "All 3 accounts were reached, 3 of 100 questions not answered."],
  [
    { state: "partial", accounts: 2, accountsUnreachable: 1, answered: 99, otherUnknown: 1 },
    "1 of 2 accounts was reached, 1 of 100 questions not answered.",
  ],
  [{ accounts: 0, asked: 0, answered: 0 }, "No account of this unit was part of it."],
  [{ state: "failed", because: "The organization could not be read." }, "The organization could not be read."],
  [{ state: "cancelled", because: "Ada cancelled it." }, "Ada cancelled it. What was read until then is kept."],
  [{ state: "collecting", accounts: 0 }, "Reading the organization: its units, accounts and policies."],
] as const)("%o reads: %s", (patch, sentence) => {
  expect(scanSentence(scan(patch))).toBe(sentence);
});

test.each([
  [{ scope: "full" }, "The whole organization"],
  [{ scope: "ou", target: "ou-1", targetName: "Sandbox" }, "Sandbox"],
  [{ scope: "account", target: "111122223333", targetName: null }, "111122223333"],
  [{ scope: "resource", target: "arn:aws:s3:::claims-intake" }, "claims-intake"],
] as const)("%o is called %s", (patch, words) => {
  expect(scopeWords(scan(patch))).toBe(words);
});

test("who asked is a person by name, or what started it", () => {
  expect(askedBy(scan({ requesterName: "Karin" }))).toBe("Karin");
  expect(askedBy(scan({ origin: "schedule" }))).toBe("The schedule");
});

test("a scan under way has taken the time until it was looked at, and one that waits none", () => {
  expect(tookMs(scan({}))).toBe(19_000);
  expect(tookMs(scan({ finishedAt: null }))).toBe(59_000);
  expect(tookMs(scan({ startedAt: null, finishedAt: null }))).toBeNull();
});
