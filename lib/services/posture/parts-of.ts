import { dayOf } from "@/lib/data/day";
import { bucketCounts, childOus } from "@/lib/data/ou";
import {
  type AccountCounts,
  accountCounts,
  accountMovements,
  accountsIn,
  dayCounts,
  type ListedAccount,
  reachOf,
} from "@/lib/data/posture";
import { type Judged, type Sight, sightOf } from "@/lib/engine/score";
import { bySeverity, type DatedCounts, type TrendDay, trendOf, unwind } from "@/lib/engine/trend";
import type { MovementState } from "@/lib/model/movement";
import { changeBetween } from "./practices-of";

/** A unit or an account directly below a unit, over the same days. */
export type PartPosture = {
  kind: "ou" | "account";
  awsId: string;
  name: string;
  buckets: number;
  /** Empty where nothing was ever judged. */
  days: readonly TrendDay[];
  /** Since the first day it was judged; null on that day, or where too little was seen at either end. */
  change: number | null;
  /** Of today: the lower of what was judged and of the accounts that could be read. */
  sight: Sight;
  /** For an account that cannot be reached: why. */
  unreachable: string | null;
};

/** More accounts than this are a list, not small multiples. */
const mostAccounts = 12;

/**
 * @param from the first day of the trend
 * @returns units by name, then accounts with most buckets first; accounts beyond twelve are only counted
 */
export async function partsOf(ouId: number, from: string, to: string) {
  const [ous, accounts] = await Promise.all([childOus(ouId), accountsIn(ouId)]);
  const shown = accounts.slice(0, mostAccounts);
  const parts = [...(await ofOus(ous, from, to)), ...(await ofAccounts(ouId, shown, from, to))];
  return { parts, accountsNotShown: accounts.length - shown.length };
}

async function ofOus(ous: Awaited<ReturnType<typeof childOus>>, from: string, to: string): Promise<PartPosture[]> {
  const ids = ous.map(({ id }) => id);
  const [rows, buckets, reach] = await Promise.all([
    dayCounts(ids, new Date(`${from}T00:00:00Z`)),
    bucketCounts(ids),
    reachOf(ids),
  ]);
  const dated = Map.groupBy(rows, (row) => row.ouId);
  return ous.map(({ id, awsId, name }) => {
    const of = dated.get(id) ?? [];
    const counts = of.map(({ day, practice, ...one }): DatedCounts => ({ ...one, day: dayOf(day), part: practice }));
    const inIt = buckets.find((one) => one.ouId === id)?.buckets ?? 0;
    const { accounts, reached } = reach.find(({ ouId }) => ouId === id) ?? { accounts: 0, reached: 0 };
    const listed = accounts === 0 ? whole : { judged: reached, of: accounts };
    return {
      kind: "ou",
      awsId,
      name,
      buckets: inIt,
      unreachable: null,
      ...overDays(trendOf(counts, from, to), listed),
    };
  });
}

async function ofAccounts(
  ouId: number,
  accounts: readonly ListedAccount[],
  from: string,
  to: string,
): Promise<PartPosture[]> {
  if (accounts.length === 0) return [];
  const [counts, movements] = await Promise.all([
    accountCounts(ouId),
    accountMovements(
      accounts.map(({ id }) => id),
      new Date(`${from}T00:00:00Z`),
    ),
  ]);
  return accounts.map(({ id, awsId, name, buckets, unreachable }) => {
    const now = bySeverity(counts.filter(({ accountId }: AccountCounts) => accountId === id));
    const moved = movements
      .filter(({ accountId }) => accountId === id)
      // Written by our own ingest from the same list.
      .map((one) => ({
        day: dayOf(one.day),
        severity: one.severity,
        from: one.from as MovementState,
        to: one.to as MovementState,
        n: one.n,
      }));
    const days = trendOf(unwind(awsId, now, moved, from), from, to);
    const listed = { judged: unreachable === null ? 1 : 0, of: 1 };
    return { kind: "account", awsId, name, buckets, unreachable, ...overDays(days, listed) };
  });
}

const whole: Judged = { judged: 1, of: 1 };

/** @param listed the share of its accounts that could be read */
function overDays(days: readonly TrendDay[], listed: Judged): Pick<PartPosture, "days" | "change" | "sight"> {
  const [first] = days;
  const last = days.at(-1);
  const sight = last ? sightOf(last.judged, listed) : "no_score";
  const enough = first && last && first !== last && sight === "enough" && sightOf(first.judged, whole) === "enough";
  return { days, sight, change: enough ? changeBetween(first.scores, last.scores) : null };
}
