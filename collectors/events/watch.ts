import { setTimeout as wait } from "node:timers/promises";
import { foldRollups } from "@/lib/data/ingest/fold-rollups";
import { wasScanned } from "@/lib/data/scan/plan";
import { messageOf } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { whyNotYet } from "@/lib/services/replay/arriving";
import type { Aws } from "../runtime/aws";
import type { ChangeQueue, QueuedMessage } from "./change-queue";
import { performHints } from "./perform-hints";
import { takeEvents } from "./take-events";
import { live } from "./timing";

/** How long one call waits for the first message: less than the transport waits for an answer. */
const waitSeconds = 15;
/** Messages taken together: a burst on one bucket is one reading. */
const most = 200;
const longestPauseMs = 30_000;

/**
 * Receives events until the signal says to stop, and reads again what they hint at. What goes wrong is tried again:
 * messages are taken away once what they hint at is stored.
 * @param open finds the queue
 */
export async function watchEvents(aws: Aws, open: () => Promise<ChangeQueue>, signal: AbortSignal): Promise<void> {
  let queue: ChangeQueue | undefined;
  for (let pause = 1000; !signal.aborted; ) {
    try {
      queue ??= await open();
      // Before the first scan there is nothing to read again; events of a past that is arriving are its replay's.
      if (!(await wasScanned()) || (await whyNotYet()) !== null) await wait(1000, undefined, { signal });
      else await takeOnce(aws, queue, signal);
      pause = 1000;
    } catch (error) {
      if (signal.aborted) return;
      log().warn({ error: messageOf(error) }, "events could not be taken");
      await wait(pause, undefined, { signal }).catch(() => {});
      pause = Math.min(longestPauseMs, pause * 2);
    }
  }
}

/** Takes what is there, or waits for the first. */
async function takeOnce(aws: Aws, queue: ChangeQueue, signal: AbortSignal): Promise<void> {
  const messages: QueuedMessage[] = await queue.receive(waitSeconds, signal);
  for (let more = messages.length > 0; more && messages.length < most; ) {
    const next = await queue.receive(0, signal);
    messages.push(...next);
    more = next.length > 0;
  }
  if (messages.length === 0) return;
  const { events } = takeEvents(messages);
  const hints = await performHints(aws, events, live(signal));
  if (hints > 0) await foldRollups();
  await queue.remove(messages);
  log().debug({ messages: messages.length, hints }, "events were taken");
}
