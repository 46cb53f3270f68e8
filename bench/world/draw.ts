/** Draws that depend on a seed and on numbers that name them: the same world every time, in whatever order it is made. */
export class Draw {
  constructor(private readonly seed: number) {}

  /** @returns a number from 0 up to 1 that belongs to the names */
  of(...names: readonly number[]): number {
    let hash = mix(this.seed);
    for (const name of names) hash = mix(hash ^ name);
    return hash / 2 ** 32;
  }

  chance(probability: number, ...names: readonly number[]): boolean {
    return this.of(...names) < probability;
  }

  /** @returns a whole number from 0 up to `below` */
  below(below: number, ...names: readonly number[]): number {
    return Math.floor(this.of(...names) * below);
  }
}

/** The finalizer of MurmurHash3: every bit of the number moves every bit of the answer. */
function mix(value: number): number {
  let h = (value + 0x9e3779b9) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
}
