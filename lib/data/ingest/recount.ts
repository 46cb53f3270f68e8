import { inTransaction, type Tx } from "../transaction";
import { bumpVersion } from "../version";
import { readControls } from "./controls-in-use";
import { type Counts, countAgain } from "./counted-again";
import { countedNow, summedByOu } from "./counted-now";
import { foldIn } from "./fold-rollups";
import { type CounterTable, repairCounters } from "./repair-counters";

/** A counter, or a row a verdict should or should not have, that is not what the stored vectors and waivers say. */
export type Difference = {
  table: CounterTable | "finding" | "unknown_verdict";
  /** What is counted, or the resource and the control. */
  key: string;
  expected: string;
  actual: string;
};

/**
 * Counts every verdict again, one by one, and compares with the counters kept since: of accounts, of OUs, of the last
 * days, of the inventory; and whether every failure and every unknown verdict has its row. There should be no difference.
 * @param options `repair` sets the counters right; nothing else is committed meanwhile. A missing row is mended by
 * judging again
 * @returns every difference that was found
 */
export async function recount(options: { repair: boolean } = { repair: false }): Promise<Difference[]> {
  if (!options.repair) return inTransaction((tx) => compareCounters(tx, false), { reads: "snapshot" });
  return inTransaction(async (tx) => {
    await tx.lock("controls", 0);
    await tx.lock("fold", 0);
    await foldIn(tx);
    return compareCounters(tx, true);
  });
}

async function compareCounters(tx: Tx, repair: boolean): Promise<Difference[]> {
  const controls = await readControls(tx);
  const { accounts, inventory, strays } = await countAgain(tx, controls);
  const now = await countedNow(tx);
  const { ous, days } = await summedByOu(tx, accounts, controls);
  const expected = { rollup_account: accounts, rollup_inventory: inventory, rollup_ou: ous, rollup_day: days };

  const differences: Difference[] = [...strays];
  for (const table of Object.keys(expected) as CounterTable[]) {
    const wrong = differing(expected[table], now[table]);
    for (const { key, should, is } of wrong) {
      differences.push({ table, key, expected: should.join(" "), actual: is.join(" ") });
    }
    if (repair) await repairCounters(tx, table, wrong, now.lastDay);
  }
  if (repair && differences.length > 0) await bumpVersion(tx, "posture");
  return differences;
}

/** Counts that differ; what is not counted counts zero. */
function differing(expected: Counts, actual: Counts): { key: string; should: number[]; is: number[] }[] {
  const wrong: { key: string; should: number[]; is: number[] }[] = [];
  for (const key of new Set([...expected.keys(), ...actual.keys()])) {
    const should = expected.get(key) ?? actual.get(key)?.map(() => 0) ?? [];
    const is = actual.get(key) ?? should.map(() => 0);
    if (should.some((n, i) => n !== is[i])) wrong.push({ key, should, is });
  }
  return wrong;
}
