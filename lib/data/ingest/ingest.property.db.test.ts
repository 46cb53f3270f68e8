import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestDatabase } from "@/testing/database";
import { closePool, useDatabase } from "../pool";
import { foldRollups } from "./fold-rollups";
import { expectedCounts, expectedNow, isWithin } from "./property/expected-now";
import { Run } from "./property/run";
import { steps } from "./property/steps";
import { type CountRow, type StoredNow, storedNow } from "./property/stored-now";
import { recount } from "./recount";
import { recountGaps } from "./recount-gaps";
import { counters } from "./standing";
import { stateAsOf } from "./state-as-of";

const runs = Number(process.env["BREAKWATER_PROPERTY_RUNS"] ?? 25);

test("whatever happens, in whatever order, every table equals a slow reference, and every day adds up", async () => {
  await fc.assert(
    fc.asyncProperty(steps({ minLength: 1, maxLength: 90, size: "max" }), async (sequence) => {
      const database = await createTestDatabase();
      try {
        await useDatabase(database.url);
        const run = new Run();
        await run.begin();
        for (const step of sequence) await run.step(step);
        await foldRollups();
        for (const id of run.reference.accounts.keys()) await recountGaps(id, new Date("2027-01-01T00:00:00Z"));
        await check(run);
      } finally {
        await closePool();
        await database.drop();
      }
    }),
    { numRuns: runs },
  );
}, 600_000);

async function check(run: Run): Promise<void> {
  const { reference } = run;
  const stored = await storedNow();
  expect(stored).toMatchObject(expectedNow(reference, run.factsOf));

  for (const { id } of reference.accounts.values()) {
    expect(countsOf(stored.accounts, id, "control_id")).toEqual(
      expectedCounts(reference, "control", (a) => a.id === id),
    );
  }
  const days = daysOf(stored);
  for (const ou of reference.parents.keys()) {
    const below = ({ ouId }: { ouId: number }) => isWithin(reference, ouId, ou);
    expect(countsOf(stored.ous, ou, "control_id")).toEqual(expectedCounts(reference, "control", below));
    for (const day of days) {
      expect(countsOf(onDay(stored.days, day), ou, "practice"), `OU ${ou} on ${day}`).toEqual(
        expectedCounts(reference, "practice", below, day),
      );
    }
  }
  expect(await recount()).toEqual([]);
  await checkAsOf(run, days);
}

/** Every day anything happened, the one before and the one after. */
function daysOf(stored: StoredNow): string[] {
  const days = stored.days.map(({ day }) => String(day)).sort();
  return ["2026-01-01", ...new Set(days), "2026-12-31"];
}

/** The last row of each series up to a day. */
function onDay(rows: readonly CountRow[], day: string): CountRow[] {
  const last = new Map<string, CountRow>();
  for (const row of rows.toSorted((a, b) => String(a["day"]).localeCompare(String(b["day"])))) {
    if (String(row["day"]) <= day) last.set(`${row["of"]}/${row["practice"]}/${row["severity"]}`, row);
  }
  return [...last.values()];
}

/** The counts of one account or OU, without those that came back to zero. */
function countsOf(rows: readonly CountRow[], of: number, by: "control_id" | "practice"): Map<string, number[]> {
  return new Map(
    rows
      .filter((row) => row["of"] === of && counters.some((name) => row[name] !== 0))
      .map((row) => [`${row[by]}/${row["severity"]}`, counters.map((name) => Number(row[name]))]),
  );
}

async function checkAsOf({ reference }: Run, days: readonly string[]): Promise<void> {
  for (const day of days.slice(1)) {
    const expected = new Map<number, string>();
    for (const { history } of reference.accounts.values()) {
      const moment = history.findLast(({ at }) => at.toISOString().slice(0, 10) <= day);
      for (const [id, vector] of moment?.vectors ?? []) expected.set(id, vector);
    }
    const actual = new Map<number, string>();
    for await (const { resourceId, verdicts, snapshot } of stateAsOf(new Date(`${day}T23:59:59.999Z`))) {
      actual.set(resourceId, `${verdicts.toString("hex")} ${snapshot.toString("hex")}`);
    }
    expect(actual, `as of ${day}`).toEqual(expected);
  }
}
