import { environment } from "./env";

const started = Date.now();

let clock: (() => Date) | undefined;

/**
 * The moment it is: the only clock of services, collectors and pages. With BREAKWATER_CLOCK set the process begins at
 * that moment and time runs on from there, so that a test may live on any day.
 */
export function now(): Date {
  if (clock) return clock();
  const beginning = environment().clock;
  return beginning === undefined ? new Date() : new Date(beginning.getTime() + Date.now() - started);
}

/** Puts another clock in place; nothing puts the real one back. */
export const setClock = (other: (() => Date) | undefined): void => {
  clock = other;
};
