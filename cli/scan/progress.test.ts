import { describe, expect, test } from "vitest";
import type { Standing } from "@/lib/services/scans/read-standing";
import { outcomeOf, progressLine } from "./progress";

const standing: Standing = {
  state: "collecting",
  because: null,
  over: false,
  readerAlive: true,
  accounts: 41,
  accountsCollected: 12,
  accountsJudged: 3,
  accountsLost: 0,
  resources: 1204,
  resourcesCollected: 800,
  resourcesJudged: 20,
  calls: 9001,
  facts: 13_000,
  denied: 0,
  throttled: 0,
  otherUnknown: 0,
  unknownVerdicts: 0,
};

describe("progress", () => {
  test("says what it waits for before a worker took it", () => {
    expect(progressLine({ ...standing, state: "planned" })).toBe("Planned: waiting for a worker.");
    expect(progressLine({ ...standing, state: "planned", readerAlive: false })).toBe("Planned: no worker is alive.");
    expect(progressLine({ ...standing, accounts: 0 })).toBe("Reading the organization.");
  });

  test("counts accounts and resources against what was found", () => {
    expect(progressLine(standing)).toBe("Collecting: 12 of 41 accounts, 800 of 1,204 resources so far, 9,001 calls.");
    expect(progressLine({ ...standing, state: "judging" })).toBe("Judging: 3 of 41 accounts, 20 of 1,204 resources.");
  });
});

describe("an outcome", () => {
  test("says how many facts and accounts could not be read, and why", () => {
    const partial = { ...standing, state: "partial", over: true, denied: 7, otherUnknown: 1, accountsLost: 2 };
    expect(outcomeOf(5, { ...partial, unknownVerdicts: 30 })).toBe(
      "Scan 5 is complete with unknowns: 800 resources in 39 accounts read with 9,001 calls. 2 accounts could not be read. 8 facts could not be read (7 denied, 1 for other reasons). 30 verdicts are unknown in these accounts.",
    );
  });

  test("claims that everything was read only of a scan that is complete", () => {
    expect(outcomeOf(5, { ...standing, state: "complete", over: true })).toContain("Everything was read.");
    for (const state of ["partial", "failed", "cancelled"]) {
      expect(outcomeOf(5, { ...standing, state, over: true, throttled: 1 })).not.toContain("Everything was read.");
    }
  });

  test("tells why a scan failed", () => {
    expect(outcomeOf(5, { ...standing, state: "failed", because: "Nobody answered." })).toBe(
      "Scan 5 failed. Nobody answered.",
    );
  });
});
