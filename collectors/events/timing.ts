import type { AccountNow } from "@/lib/data/inventory/accounts-now";
import { now } from "@/lib/platform/clock";
import type { Occasion } from "@/lib/services/hints/judge-dependants";
import type { Hint } from "./hint";

/** When what a hint leads to is dated, and how one waits meanwhile. */
export type Timing = {
  momentOf(hint: Hint): Date;
  /** Whether what a hint names was read since, with everything else in its account. */
  isOld(hint: Hint, account: AccountNow): boolean;
  /** Does what is written at a moment. */
  during<T>(at: Date, work: () => Promise<T>): Promise<T>;
  /** Told of a scan that reads an account in full. @returns once there is nothing to wait for */
  scanned(scanId: number): Promise<void>;
  signal: AbortSignal;
};

/** Clocks differ, ours and those of whoever writes events. */
const skewMs = 5 * 60_000;

/** As it happens: what is read now is dated now, whatever an event says. Nobody waits for a scan. */
export const live = (signal: AbortSignal): Timing => ({
  momentOf: () => now(),
  isOld: ({ at }, { collectedAt }) => collectedAt !== null && at.getTime() < collectedAt.getTime() - skewMs,
  during: (_, work) => work(),
  scanned: async () => {},
  signal,
});

/** @returns the labels of a hint, with the moment it is dated */
export const occasionOf = (hint: Hint, at: Date): Occasion => {
  const event = hint.events.at(-1);
  return { at, scanId: null, ...(event ? { event } : {}), ...(hint.actor ? { actor: hint.actor } : {}) };
};
