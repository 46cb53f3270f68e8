/** Numbers that are random enough to try things out with, and the same again for the same seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** @returns a number from 0 up to 1 */
  next(): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  chance(of: number): boolean {
    return this.next() < of;
  }

  pick<T>(list: readonly T[]): T {
    const one = list[this.below(list.length)];
    if (one === undefined) throw new RangeError("There is nothing to pick from.");
    return one;
  }

  /** @returns some of a list, one at least, each once, in its order */
  some<T>(list: readonly T[], most = 3): T[] {
    const wanted = 1 + this.below(Math.min(most, list.length));
    const chosen = new Set<number>();
    while (chosen.size < wanted) chosen.add(this.below(list.length));
    return list.filter((_, index) => chosen.has(index));
  }
}
