/**
 * Advisory locks in their two-integer form, which pg-boss does not use in the same database. Always taken in this
 * order, so that no two transactions wait for each other.
 */
export const lockClass = {
  /** The set of controls in use, key 0: shared while judging is committed, alone while it changes. */
  controls: 1,
  /** One account: everything that changes its verdicts, findings and counters. */
  account: 2,
  /** The fold of counters into OUs and days, key 0. */
  fold: 3,
  /** One resource a change of ours is applied to: held across calls to AWS, taken before every other. */
  change: 4,
  /** The planning of scans, key 0: of two who ask for the same one, the second joins the first. */
  scan: 5,
  /** The replay of the past, key 0: held by the worker that replays, taken before every other. */
  replay: 6,
} as const;

export type LockName = keyof typeof lockClass;
