import { dayOf } from "@/lib/data/day";
import { bucketCounts, childOus } from "@/lib/data/ou";
import {
  type AccountCounts,
  accountCounts,
  accountMovements,
  accountsIn,
  dayCounts,
  type ListedAccount,
} from "@/lib/data/posture";
import { sightOf } from "@/lib/engine/score";
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
  const [rows, buckets] = await Promise.all([dayCounts(ids, new Date(`${from}T00:00:00Z`)), bucketCounts(ids)]);
  const dated = Map.groupBy(rows, (row) => row.ouId);
  return ous.map(({ id, awsId, name }) => {
    const of = dated.get(id) ?? [];
    const counts = of.map(({ day, practice, ...one }): DatedCounts => ({ ...one, day: dayOf(day), part: practice }));
    const inIt = buckets.find((one) => one.ouId === id)?.buckets ?? 0;
    return { kind: "ou", awsId, name, buckets: inIt, unreachable: null, ...overDays(trendOf(counts, from, to)) };
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
    return { kind: "account", awsId, name, buckets, unreachable, ...overDays(days) };
  });
}

function overDays(days: readonly TrendDay[]): Pick<PartPosture, "days" | "change"> {
  const [first] = days;
  const last = days.at(-1);
  const enough = first && last && first !== last && both(first, last);
  return { days, change: enough ? changeBetween(first.scores, last.scores) : null };
}

const whole = { judged: 1, of: 1 };
const both = (...days: readonly TrendDay[]): boolean => days.every(({ judged }) => sightOf(judged, whole) === "enough");
