import { findReplay, insertReplay, type ReplayRow } from "@/lib/data/replay";
import { present } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import type { ModelClock } from "./model-clock";

/**
 * Writes down what is to be replayed, before anything else is stored. Where fewer days are asked for than the past has,
 * the model first lives those before.
 * @param asked how many days to replay
 * @returns undefined where there is no past to replay
 */
export async function beginReplay(clock: ModelClock, asked: number): Promise<ReplayRow | undefined> {
  const time = await clock.read();
  if (!time) return undefined;
  const left = time.days - time.day;
  if (asked > left) {
    log().warn(`The model organization's past has ${left} days, and ${asked} were asked for: ${left} are replayed.`);
  }
  const fromDay = Math.max(time.day + 1, time.days - asked + 1);
  if (fromDay > time.days) return undefined;
  const { at } = fromDay - 1 > time.day ? await clock.live(fromDay - 1) : time;
  // Before the first event of the day: what is read then is what the day began with.
  const began = new Date(Math.max(at.getTime(), startOf(time.first, fromDay).getTime()));
  await insertReplay({ first: time.first, fromDay, days: time.days, at: began, begunAt: present() });
  return findReplay();
}

/** @returns when a day of the past begins */
export const startOf = (first: string, day: number): Date =>
  new Date(Date.parse(`${first}T00:00:00Z`) + (day - 1) * 86_400_000);

/** @returns its last second, or the moment it was lived until where that is earlier */
export const endOf = (first: string, day: number, lived: Date): Date =>
  new Date(Math.min(lived.getTime(), startOf(first, day + 1).getTime() - 1000));
