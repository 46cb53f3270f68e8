import { type MovementCause, type MovementState, movementCauses } from "@/lib/model/movement";
import { type CountedAs, type Counter, countedAs, counters, type Standing } from "./standing";

/** How often verdicts of one control at one severity moved from one state to another for one cause. */
export type MovementRow = {
  controlId: number;
  severity: number;
  cause: MovementCause;
  from: MovementState;
  to: MovementState;
  n: number;
};

/** By how much the counters of one control at one severity change; in the order of `counters`. */
export type CounterRow = { controlId: number; severity: number; counts: readonly number[] };

const states = countedAs.length;
const severities = 8;

/**
 * Adds up what moved in one account, so that a batch writes a row per kind of movement and not per verdict. What
 * changes its severity leaves one and enters the other: two movements.
 */
export class Tally {
  readonly #moves = new Map<number, number>();
  readonly #counts = new Map<number, number[]>();

  /** @param n how many verdicts moved so */
  add(controlId: number, from: Standing, to: Standing, cause: MovementCause, n = 1): void {
    if (from.as === to.as && (from.severity === to.severity || from.as === "none")) return;
    this.#count(controlId, from, -n);
    this.#count(controlId, to, n);
    if (from.severity === to.severity || isOutside(from.as) || isOutside(to.as)) {
      this.#move(controlId, isOutside(from.as) ? to.severity : from.severity, cause, from.as, to.as, n);
      return;
    }
    this.#move(controlId, from.severity, cause, from.as, "none", n);
    this.#move(controlId, to.severity, cause, "none", to.as, n);
  }

  movements(): MovementRow[] {
    return [...this.#moves].map(([key, n]) => {
      const to = countedAs[key % states] as MovementState;
      const from = countedAs[Math.floor(key / states) % states] as MovementState;
      const cause = movementCauses[Math.floor(key / states ** 2) % movementCauses.length] as MovementCause;
      const severity = Math.floor(key / (states ** 2 * movementCauses.length)) % severities;
      const controlId = Math.floor(key / (states ** 2 * movementCauses.length * severities));
      return { controlId, severity, cause, from, to, n };
    });
  }

  counts(): CounterRow[] {
    return [...this.#counts]
      .filter(([, counts]) => counts.some((n) => n !== 0))
      .map(([key, counts]) => ({ controlId: Math.floor(key / severities), severity: key % severities, counts }));
  }

  #count(controlId: number, { as, severity }: Standing, n: number): void {
    const column = counters.indexOf(as as Counter);
    if (column === -1) return;
    const key = controlId * severities + severity;
    let counts = this.#counts.get(key);
    if (!counts) this.#counts.set(key, (counts = counters.map(() => 0)));
    counts[column] = (counts[column] ?? 0) + n;
  }

  /** Waiting to be judged is counted, and is no verdict: a movement leads from or to nothing there. */
  #move(controlId: number, severity: number, cause: MovementCause, from: CountedAs, to: CountedAs, n: number): void {
    const left = isOutside(from) ? 0 : countedAs.indexOf(from);
    const entered = isOutside(to) ? 0 : countedAs.indexOf(to);
    if (left === entered) return;
    const kind = (controlId * severities + severity) * movementCauses.length + movementCauses.indexOf(cause);
    const key = (kind * states + left) * states + entered;
    this.#moves.set(key, (this.#moves.get(key) ?? 0) + n);
  }
}

const isOutside = (as: CountedAs): boolean => as === "none" || as === "not_judged";
