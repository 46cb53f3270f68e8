import type { Day } from "../day";
import type { Tx } from "../transaction";
import { counters } from "./standing";

export type CounterTable = "rollup_account" | "rollup_inventory" | "rollup_ou" | "rollup_day";

const keys: Readonly<Record<CounterTable, readonly string[]>> = {
  rollup_account: ["account_id", "control_id", "severity"],
  rollup_inventory: ["account_id", "resource_type"],
  rollup_ou: ["ou_id", "control_id", "severity"],
  rollup_day: ["ou_id", "practice", "severity", "day"],
};

/** Moves counters by what they are off; of the days, the last one. Nothing waits to be folded meanwhile. */
export async function repairCounters(
  tx: Tx,
  table: CounterTable,
  wrong: readonly { key: string; should: readonly number[]; is: readonly number[] }[],
  lastDay: ReadonlyMap<string, Day>,
): Promise<void> {
  const columns = table === "rollup_inventory" ? ["resources", "in_full"] : counters;
  const all = [...keys[table], ...columns];
  const text = `
    insert into ${table} (${all.join(", ")}) values (${all.map((_, i) => `$${i + 1}`).join(", ")})
    on conflict (${keys[table].join(", ")})
    do update set ${columns.map((name) => `${name} = ${table}.${name} + excluded.${name}`).join(", ")}`;
  const newest = [...lastDay.values()].sort().at(-1);
  for (const { key, should, is } of wrong) {
    const day = table === "rollup_day" ? [lastDay.get(key) ?? newest] : [];
    await tx.query(text, [...key.split("/"), ...day, ...should.map((n, i) => n - (is[i] ?? 0))]);
  }
}
