import { findReplay, type ReplayRow } from "@/lib/data/replay";
import { now } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";

/** The day of the past that arrives now, counted from the first that is replayed. */
export type ArrivingDay = { date: string; day: number; of: number };

/** @returns the past that is still arriving; undefined where none is */
async function arrivingReplay(): Promise<ReplayRow | undefined> {
  const replay = await findReplay();
  return replay && replay.endedAt === null ? replay : undefined;
}

/** @returns the day that follows what is stored to its end, or the last */
export function arrivingDay({ first, fromDay, days, day }: ReplayRow): ArrivingDay {
  const at = Math.min(day + 1, days);
  return { date: dateOfDay(first, at), day: at - fromDay + 1, of: days - fromDay + 1 };
}

/** @returns the date of a day of the past @param first the date of day 1 */
export const dateOfDay = (first: string, day: number): string =>
  new Date(Date.parse(`${first}T00:00:00Z`) + (day - 1) * 86_400_000).toISOString().slice(0, 10);

/** @returns the moment everything stored is told up to: the present, unless the past is still arriving */
export async function toldUpTo(): Promise<Date> {
  return (await arrivingReplay())?.at ?? now();
}

/** @returns why nothing may be written at today's time; null where the past is not arriving */
export async function whyNotYet(): Promise<string | null> {
  const replay = await arrivingReplay();
  if (!replay) return null;
  const { day, of } = arrivingDay(replay);
  return `The past is still arriving: day ${day} of ${of}. What is done today would be told among its days. Do it again once they are all here.`;
}

/**
 * What is done today must not be told among the days of a past that is still arriving.
 * @throws AppError `conflict` that names the day it is at
 */
export async function refuseWhileArriving(): Promise<void> {
  const because = await whyNotYet();
  if (because !== null) throw new AppError("conflict", because);
}
