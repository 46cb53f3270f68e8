/** Chance that can be had again: the same seed draws the same. */
export type Random = {
  /** At least 0, less than `below`. */
  int(below: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  chance(of: number): boolean;
};

/** Draws by mulberry32, which is quick and good enough for shapes of documents. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number) => Math.floor(next() * below);
  return { int, pick: (list) => list[int(list.length)] ?? list[0], chance: (of) => next() < of };
}
