/**
 * How much work one analysis may do, so that hostile input ends in `undetermined` and never in a hang. Counted in
 * steps, not in time: the same input gives the same answer on every machine.
 */
export class Effort {
  #left: number;

  constructor(steps = 4_000_000) {
    this.#left = steps;
  }

  /** @returns whether the work may be done; false from then on where it may not */
  spend(steps: number): boolean {
    this.#left -= steps;
    return this.#left >= 0;
  }

  /** How many steps are left. */
  get left(): number {
    return this.#left;
  }

  get spent(): boolean {
    return this.#left < 0;
  }
}

/** Whether something holds; null where that is not known. */
export type Truth = boolean | null;

/** @returns whether all hold: false beats unknown */
export function every(truths: Iterable<Truth>): Truth {
  let all: Truth = true;
  for (const one of truths) {
    if (one === false) return false;
    if (one === null) all = null;
  }
  return all;
}

/** @returns whether one holds: true beats unknown */
export function some(truths: Iterable<Truth>): Truth {
  let any: Truth = false;
  for (const one of truths) {
    if (one === true) return true;
    if (one === null) any = null;
  }
  return any;
}

export const opposite = (truth: Truth): Truth => (truth === null ? null : !truth);
