import { log } from "@/lib/platform/log";
import type { QueuedMessage } from "./change-queue";
import { type CallEvent, parseMessage } from "./message";

/** The events of messages, each once; and how many messages were none. */
export type Taken = { events: CallEvent[]; refused: number };

/** Reads messages. One that is no event is counted and said in the log, without anything of it: it may hold anything. */
export function takeEvents(messages: readonly QueuedMessage[]): Taken {
  const events = new Map<string, CallEvent>();
  const refused = new Map<string, number>();
  for (const { body } of messages) {
    const parsed = parseMessage(body);
    if ("refused" in parsed) refused.set(parsed.refused, (refused.get(parsed.refused) ?? 0) + 1);
    else events.set(parsed.id, parsed);
  }
  const n = [...refused.values()].reduce((sum, one) => sum + one, 0);
  if (n > 0) log().warn({ refused: Object.fromEntries(refused) }, "messages of the queue were no events");
  return { events: [...events.values()], refused: n };
}
