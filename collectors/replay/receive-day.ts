import type { ChangeQueue } from "../events/change-queue";
import type { CallEvent } from "../events/message";
import { takeEvents } from "../events/take-events";

/** How often the queue may have nothing for a second before a day is delivered again. */
const patience = 20;

/** Takes away what is left of a day that was not stored to its end: it is delivered again. */
export async function emptyQueue(queue: ChangeQueue, signal: AbortSignal): Promise<void> {
  for (;;) {
    const left = await queue.receive(0, signal);
    if (left.length === 0) return;
    await queue.remove(left);
  }
}

/**
 * Receives the events of a day until all of them are there. They are taken away at once: a day that is not stored to its
 * end is delivered again.
 * @param expected how many the day has
 * @throws Error where they do not come
 */
export async function receiveDay(queue: ChangeQueue, expected: number, signal: AbortSignal): Promise<CallEvent[]> {
  const events = new Map<string, CallEvent>();
  let refused = 0;
  for (let quiet = 0; events.size < expected && quiet < patience; ) {
    const messages = await queue.receive(1, signal);
    quiet = messages.length === 0 ? quiet + 1 : 0;
    const taken = takeEvents(messages);
    refused += taken.refused;
    for (const event of taken.events) events.set(event.id, event);
    await queue.remove(messages);
    // Nothing more comes, and what is missing may be what could not be read: a scan will tell.
    if (messages.length === 0 && events.size + refused >= expected) return [...events.values()];
  }
  if (events.size < expected) throw new Error(`Of ${expected} events of a day ${events.size} came.`);
  return [...events.values()];
}
