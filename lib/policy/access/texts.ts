import type { Effort } from "./effort";
import { fitsPlace, type Pattern, type Place } from "./pattern";

/** Texts that fit a key, such that each way to fit some patterns and not others that a text can have is among them. */
export type Texts = { values: readonly string[]; complete: boolean };

type Node = { at: readonly number[]; parent: number; char: string };

/** Patterns one after the other: a state is a list of positions in all of them. */
type Joined = {
  places: readonly (Place | null)[];
  /** Of each place, the pattern it is in. */
  of: readonly number[];
  starts: readonly number[];
  ends: ReadonlyMap<number, number>;
};

const others = "xyzabcdefghijklmnopqrstuvwXYZABCDEFGHIJKLMNOPQRSTUVW_.=+@-/";
const digits = "9876543210";

/**
 * Explores the product of the patterns' automata once, and keeps one text for each reachable set of patterns that fit.
 * The number of such sets can be exponential: then the search ends, and says that it is not complete.
 * @param within the text fits one of these
 * @param read what each of the patterns has read before the text begins
 */
export function textsFor(
  patterns: readonly Pattern[],
  within: readonly Pattern[],
  effort: Effort,
  read: readonly string[] = [],
): Texts {
  const all = join([...patterns, ...within]);
  const inDomain = all.starts[patterns.length] ?? 0;
  const begun = new Set(all.starts.flatMap((start, index) => after(all, start, read[index] ?? "", effort)));
  const first: Node = { at: [...begun].sort((a, b) => a - b), parent: -1, char: "" };
  const nodes = [first];
  const seen = new Set([first.at.join()]);
  const found = new Map<string, number>();
  for (let index = 0; index < nodes.length; index++) {
    const { at } = nodes[index] ?? first;
    const fitted = at.flatMap((position) => all.ends.get(position) ?? []);
    const key = fitted.join();
    if (fitted.some((pattern) => pattern >= patterns.length) && !found.has(key)) found.set(key, index);
    const chars = candidates(all, at);
    if (!effort.spend(16 + 2 * at.length * (2 + chars.length)))
      return { values: textsOf(nodes, found), complete: false };
    for (const char of chars) {
      const next = step(all, at, char);
      if (!next.some((position) => position >= inDomain)) continue;
      const id = next.join();
      if (seen.has(id)) continue;
      seen.add(id);
      nodes.push({ at: next, parent: index, char });
    }
  }
  return { values: textsOf(nodes, found), complete: true };
}

function join(patterns: readonly Pattern[]): Joined {
  const places: (Place | null)[] = [];
  const of: number[] = [];
  const starts: number[] = [];
  const ends = new Map<number, number>();
  for (const [index, pattern] of patterns.entries()) {
    starts.push(places.length);
    ends.set(places.length + pattern.places.length, index);
    for (const place of [...pattern.places, null]) {
      places.push(place);
      of.push(index);
    }
  }
  return { places, of, starts, ends };
}

/** All positions one can be at without another character, in order, without those that no longer matter. */
function closure({ places, of }: Joined, from: readonly number[]): number[] {
  const all = new Set<number>();
  for (const start of from) {
    for (let position = start; !all.has(position); position++) {
      all.add(position);
      if (!places[position]?.star) break;
    }
  }
  const sorted = [...all].sort((a, b) => b - a);
  // Whoever stands at a star can follow from there whatever an earlier position of the same pattern could.
  let passed = -1;
  const kept = sorted.filter((position) => {
    const place = places[position];
    const pattern = of[position] ?? -1;
    if (pattern === passed) return false;
    if (place?.star && place.fits === "any") passed = pattern;
    return true;
  });
  return kept.reverse();
}

function step(joined: Joined, at: readonly number[], char: string): number[] {
  const next: number[] = [];
  for (const position of at) {
    const place = joined.places[position];
    if (place && fitsPlace(place, char)) next.push(place.star ? position : position + 1);
  }
  return closure(joined, next);
}

function after(joined: Joined, start: number, text: string, effort: Effort): readonly number[] {
  let at = closure(joined, [start]);
  for (const char of text) {
    if (!effort.spend(1 + at.length)) return [];
    at = step(joined, at, char);
    if (at.length === 0) break;
  }
  return at;
}

/** The characters that make a difference here: those that are named, and one of each kind that is not. */
function candidates({ places }: Joined, at: readonly number[]): string[] {
  const named = new Set<string>();
  const kinds = new Set<string>();
  for (const position of at) {
    const place = places[position];
    if (!place) continue;
    if (typeof place.fits === "string") kinds.add(place.fits);
    else for (const char of place.fits) named.add(char);
  }
  const other = (from: string) => [...from].find((char) => !named.has(char));
  const wide = kinds.has("any") || kinds.has("segment") || kinds.has("name");
  const more = [
    wide ? other(others) : undefined,
    kinds.has("digit") ? other(digits) : undefined,
    // What the narrower kinds leave out makes a difference only beside them.
    kinds.has("any") && (kinds.has("segment") || kinds.has("name")) ? ":" : undefined,
    (kinds.has("any") || kinds.has("segment")) && kinds.has("name") ? "/" : undefined,
  ];
  return [...more.flatMap((char) => char ?? []), ...named].filter((char, index, list) => list.indexOf(char) === index);
}

const textsOf = (nodes: readonly Node[], found: ReadonlyMap<string, number>): string[] =>
  [...found.values()].map((end) => {
    const chars: string[] = [];
    for (let node = nodes[end]; node && node.parent >= 0; node = nodes[node.parent]) chars.push(node.char);
    return chars.reverse().join("");
  });
