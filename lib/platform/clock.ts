import { AsyncLocalStorage } from "node:async_hooks";
import { environment } from "./env";

const started = Date.now();

let clock: (() => Date) | undefined;

const past = new AsyncLocalStorage<Date>();

/**
 * The moment it is: the only clock of services, collectors and pages. With BREAKWATER_CLOCK set the process begins at
 * that moment and time runs on from there, so that a test may live on any day. Within `inPast` it is that moment.
 */
export const now = (): Date => past.getStore() ?? present();

/** The moment something is written down, whatever moment it tells of: `inPast` does not reach it. */
export function present(): Date {
  if (clock) return clock();
  const beginning = environment().clock;
  return beginning === undefined ? new Date() : new Date(beginning.getTime() + Date.now() - started);
}

/** Puts another clock in place; nothing puts the real one back. */
export const setClock = (other: (() => Date) | undefined): void => {
  clock = other;
};

/** Does something as of a moment of the past: for all it calls, and for nobody else, it is then. */
export const inPast = <T>(at: Date, work: () => Promise<T>): Promise<T> => past.run(at, work);

/** How what is stored now came to be known: when it is written down, and whether it is told of a past that is replayed. */
export type Recording = { recordedAt: Date; replayed: boolean };

/** @returns what every row of history says of itself, from here */
export const recording = (): Recording => ({ recordedAt: present(), replayed: past.getStore() !== undefined });
