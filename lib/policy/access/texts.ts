import type { Effort } from "./effort";
import { candidates } from "./next-characters";
import { codesOf, end, fitsPlace, kinds, type Pattern, type Place, star } from "./pattern";

/** Texts that fit a key, such that each way to fit some patterns and not others that a text can have is among them. */
export type Texts = { values: readonly string[]; complete: boolean };

type Node = { at: readonly number[]; parent: Node | null; char: number };

/** Patterns one after the other: a state is a list of positions in all of them. */
type Joined = {
  /** `end` behind the last place of each. */
  places: readonly Place[];
  /** Of each place, the pattern it is in. */
  of: readonly number[];
  starts: readonly number[];
};

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
  const first = [...begun].sort((a, b) => a - b);
  const nodes: Node[] = [{ at: first, parent: null, char: 0 }];
  const seen = new States();
  seen.add(first);
  const found = new Map<string, Node>();
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    if (!node) break;
    const { at } = node;
    if (endsBehind(all, at, inDomain)) {
      const fitted = at.filter((position) => all.places[position] === end).join();
      if (!found.has(fitted)) found.set(fitted, node);
    }
    const chars = candidates(all.places, at);
    if (!effort.spend(16 + 2 * at.length * (2 + chars.length))) return { values: textsOf(found), complete: false };
    for (const char of chars) {
      const next = step(all, at, char);
      const last = next[next.length - 1];
      if (last === undefined || last < inDomain || !seen.add(next)) continue;
      nodes.push({ at: next, parent: node, char });
    }
  }
  return { values: textsOf(found), complete: true };
}

/** States that were reached. */
class States {
  readonly #byHash = new Map<number, (readonly number[])[]>();

  /** @returns false for one that was there before */
  add(at: readonly number[]): boolean {
    let hash = at.length;
    for (let index = 0; index < at.length; index++) hash = (Math.imul(hash, 31) + (at[index] ?? 0)) | 0;
    const alike = this.#byHash.get(hash);
    if (alike === undefined) this.#byHash.set(hash, [at]);
    else if (alike.some((other) => isSame(other, at))) return false;
    else alike.push(at);
    return true;
  }
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

function join(patterns: readonly Pattern[]): Joined {
  const places: Place[] = [];
  const of: number[] = [];
  const starts: number[] = [];
  for (let index = 0; index < patterns.length; index++) {
    starts.push(places.length);
    for (const place of patterns[index]?.places ?? []) {
      places.push(place);
      of.push(index);
    }
    places.push(end);
    of.push(index);
  }
  return { places, of, starts };
}

/** Whether one of the patterns that begin from a position on is read to its end. */
function endsBehind({ places }: Joined, at: readonly number[], from: number): boolean {
  for (let index = at.length - 1; index >= 0; index--) {
    const position = at[index] ?? -1;
    if (position < from) return false;
    if (places[position] === end) return true;
  }
  return false;
}

/**
 * Adds to a state what one can be at from a position without another character. Positions come in order. What no longer
 * matters is taken away: whoever stands at a star can follow from there whatever an earlier position of the same
 * pattern could.
 */
class State {
  readonly at: number[] = [];
  /** Where the positions of the pattern begin that was added to last. */
  #from = 0;
  #pattern = -1;
  #last = -1;

  add({ places, of }: Joined, start: number): void {
    if (start <= this.#last) return;
    for (let position = start; ; position++) {
      this.#last = position;
      const place = places[position] ?? end;
      const pattern = of[position] ?? -1;
      if (pattern !== this.#pattern) {
        this.#pattern = pattern;
        this.#from = this.at.length;
      }
      const again = place !== end && (place & star) !== 0;
      if (again && place === (kinds.any | star)) this.at.length = this.#from;
      this.at.push(position);
      if (!again) return;
    }
  }
}

function step(joined: Joined, at: readonly number[], char: number): number[] {
  const next = new State();
  for (let index = 0; index < at.length; index++) {
    const position = at[index] ?? 0;
    const place = joined.places[position] ?? end;
    if (place === char) next.add(joined, position + 1);
    else if (place > char && fitsPlace(place, char)) next.add(joined, place & star ? position : position + 1);
  }
  return next.at;
}

function after(joined: Joined, start: number, text: string, effort: Effort): readonly number[] {
  const first = new State();
  first.add(joined, start);
  let { at } = first;
  for (const char of codesOf(text)) {
    if (!effort.spend(1 + at.length)) return [];
    at = step(joined, at, char);
    if (at.length === 0) break;
  }
  return at;
}

const textsOf = (found: ReadonlyMap<string, Node>): string[] =>
  Array.from(found.values(), (last) => {
    const chars: number[] = [];
    for (let node = last; node.parent; node = node.parent) chars.push(node.char);
    return chars.reverse().reduce((text, char) => text + String.fromCodePoint(char), "");
  });
