import { type Day, monthOf } from "../day";
import { pool } from "../pool";

const partitioned = ["episode", "state_change"] as const;

const ensured = new WeakMap<object, Set<Day>>();

/**
 * Makes the monthly partitions that changes at these times and in the month after need. Outside any transaction: what
 * is made stays. Asks the database once per month and process.
 */
export async function ensurePartitions(...times: readonly Date[]): Promise<void> {
  const known = ensured.get(pool()) ?? new Set<Day>();
  ensured.set(pool(), known);
  for (const month of new Set(times.flatMap((at) => [monthOf(at), monthOf(nextMonth(at))]))) {
    if (known.has(month)) continue;
    for (const table of partitioned) await ensurePartition(table, month);
    known.add(month);
  }
}

/** Makes one partition, where it is not there. The owner's function does it: the application may not. */
export async function ensurePartition(
  table: (typeof partitioned)[number] | "state_baseline",
  month: Day,
): Promise<void> {
  await pool().query("select ensure_partition($1, $2)", [table, month]);
}

const nextMonth = (at: Date): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
