import { setTimeout as wait } from "node:timers/promises";
import { aloneInReplay, findReplay } from "@/lib/data/replay";
import { environment } from "@/lib/platform/env";
import { messageOf } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { finishReplay } from "@/lib/services/replay/finish-replay";
import { isNew } from "@/lib/services/setup/first-scan";
import { openModelQueue } from "./events/change-queue";
import { watchEvents } from "./events/watch";
import { beginReplay } from "./replay/begin";
import { ModelClock } from "./replay/model-clock";
import { replayPast } from "./replay/replay-past";
import type { Aws } from "./runtime/aws";

/** What a reader does beside its jobs: it follows what changes. */
export type Following = {
  /** Leaves what it is at, to be done again by the next. */
  stop(): Promise<void>;
};

const longestPauseMs = 30_000;

/**
 * In the model world: replays the past on a new database, goes on with one that was interrupted, and then follows what
 * changes as it happens. Elsewhere it does nothing.
 * @param first whether this start may begin a replay
 */
export async function followChanges(aws: Aws, first: boolean): Promise<Following> {
  const { aws: world, modelControlUrl, replayDays } = environment();
  if (world !== "model" || modelControlUrl === undefined) return { stop: async () => {} };
  const clock = new ModelClock(modelControlUrl);
  if (first && replayDays > 0 && (await isNew())) await beginReplay(clock, replayDays);
  // Who asks for no past does not wait for the rest of one.
  if (replayDays === 0) await finishReplay();
  const controller = new AbortController();
  const done = follow(aws, clock, controller.signal);
  return {
    stop: async () => {
      controller.abort();
      await done;
    },
  };
}

async function follow(aws: Aws, clock: ModelClock, signal: AbortSignal): Promise<void> {
  for (let pause = 1000; !signal.aborted && (await isArriving()); ) {
    try {
      await aloneInReplay(async () =>
        replayPast({ aws, clock, queue: await openModelQueue(aws), signal }).then(() => true),
      );
      // Another worker may be at it: this one goes on where that one dies.
      await wait(1000, undefined, { signal });
      pause = 1000;
    } catch (error) {
      if (signal.aborted) return;
      log().warn({ error: messageOf(error) }, "the past could not be replayed further; it is tried again");
      await wait(pause, undefined, { signal }).catch(() => {});
      pause = Math.min(longestPauseMs, pause * 2);
    }
  }
  await watchEvents(aws, () => openModelQueue(aws), signal);
}

const isArriving = async (): Promise<boolean> => {
  const replay = await findReplay();
  return replay !== undefined && replay.endedAt === null;
};
