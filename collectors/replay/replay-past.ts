import { accountsNow } from "@/lib/data/inventory/accounts-now";
import { endReplayDay, findReplay, type ReplayRow } from "@/lib/data/replay";
import { inPast } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { judgeAccount } from "@/lib/services/hints/judge-account";
import { tendStorage } from "@/lib/services/judging/tend-storage";
import { finishReplay } from "@/lib/services/replay/finish-replay";
import type { ChangeQueue } from "../events/change-queue";
import { performHints } from "../events/perform-hints";
import type { Timing } from "../events/timing";
import type { Aws } from "../runtime/aws";
import { endOf, startOf } from "./begin";
import { scanFirstDay, waitForScan } from "./first-day";
import type { ModelClock } from "./model-clock";
import { emptyQueue, receiveDay } from "./receive-day";

/** Whom a replay asks, and what stops it. */
export type Replaying = { aws: Aws; clock: ModelClock; queue: ChangeQueue; signal: AbortSignal };

/** What days held: events, and things they named, several events of one on a day counted once. */
export type Replayed = { days: number; events: number; hints: number; seconds: number };

/** Replays what is left of the past; then the present begins with a scan. */
export async function replayPast(replaying: Replaying): Promise<void> {
  await replayDays(replaying);
  await finishReplay();
}

/**
 * Replays the days of the past that are not stored yet, one after another, as production would have lived them: the
 * first is scanned in full, and of each the collectors read again what its events name. Killed at any moment, it goes on
 * with the day it was at; what was stored of that day is not stored twice.
 * @returns what its days held, the first day's scan left out
 */
export async function replayDays(replaying: Replaying): Promise<Replayed> {
  const replayed: Replayed = { days: 0, events: 0, hints: 0, seconds: 0 };
  const { queue, signal } = replaying;
  let replay = await findReplay();
  if (!replay || replay.endedAt !== null) return replayed;
  await emptyQueue(queue, signal);
  if (replay.day < replay.fromDay) await scanFirstDay(replay, signal);
  for (let isFirst = true; replay && replay.day < replay.days; isFirst = false) {
    signal.throwIfAborted();
    const day = await replayDay(replaying, replay, isFirst);
    replayed.days++;
    replayed.events += day.events;
    replayed.hints += day.hints;
    replayed.seconds += day.seconds;
    replay = await findReplay();
  }
  return replayed;
}

/** @param isFirst since this process replays: the one before it may have been killed in this day */
async function replayDay(
  { aws, clock, queue, signal }: Replaying,
  replay: ReplayRow,
  isFirst: boolean,
): Promise<Omit<Replayed, "days">> {
  const day = replay.day + 1;
  const began = performance.now();
  const lived = await clock.live(day);
  const events = await receiveDay(queue, lived.events, signal);
  const until = endOf(replay.first, day, lived.at);
  const hints = await performHints(aws, events, timingOf(startOf(replay.first, day), until, signal));
  await inPast(until, async () => {
    if (isFirst) await judgeEverything(until);
    await tendStorage();
  });
  await endReplayDay(day, until);
  const seconds = (performance.now() - began) / 1000;
  log().debug({ day, events: events.length, hints, seconds }, "a day was replayed");
  return { events: events.length, hints, seconds };
}

/** Every reading is dated to its event, within the day. */
const timingOf = (from: Date, until: Date, signal: AbortSignal): Timing => ({
  momentOf: ({ at }) => (at < from ? from : at > until ? until : at),
  isOld: () => false,
  during: inPast,
  scanned: (scanId) => waitForScan(scanId, signal),
  signal,
});

/** What a process that was killed left to be judged is judged, whatever it rests on. */
async function judgeEverything(at: Date): Promise<void> {
  for (const { id } of await accountsNow()) await judgeAccount(id, { at, scanId: null });
}
