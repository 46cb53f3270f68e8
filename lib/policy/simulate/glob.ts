/**
 * A text in which some characters stand for others. Which ones is kept beside it: a `*` that came out of `${*}` or of a
 * variable is only itself.
 */
export type Glob = {
  text: string;
  /** Where a character is literal although it is `*` or `?`. */
  literal: ReadonlySet<number>;
  /** Where the colons are that the policy's author wrote: those that come out of variables split no ARN. */
  colons: readonly number[];
};

const nowhere: ReadonlySet<number> = new Set();

/** A pattern as written, in which every `*` and `?` is a wildcard. */
export function globOf(text: string): Glob {
  const colons: number[] = [];
  for (let at = text.indexOf(":"); at >= 0; at = text.indexOf(":", at + 1)) colons.push(at);
  return { text, literal: nowhere, colons };
}

/** The part of a pattern from one position up to another. */
export function part({ text, literal }: Glob, from: number, to: number): Glob {
  const kept =
    literal.size === 0 ? nowhere : new Set([...literal].flatMap((at) => (at >= from && at < to ? at - from : [])));
  return { text: text.slice(from, to), literal: kept, colons: [] };
}

/**
 * Whether a name fits: `*` is any characters, also none, `?` is one. Only the last star is ever tried again, so it takes
 * no longer than the product of the two lengths.
 */
export function matches({ text, literal }: Glob, name: string): boolean {
  const wild = (at: number) => literal.size === 0 || !literal.has(at);
  let [p, n, star, resume] = [0, 0, -1, 0];
  for (;;) {
    const code = p < text.length ? text.charCodeAt(p) : end;
    if (code === anyNumber && wild(p)) {
      star = p++;
      resume = n;
    } else if (n < name.length && (code === name.charCodeAt(n) || (code === oneCharacter && wild(p)))) {
      p++;
      n++;
    } else if (n === name.length && code === end) {
      return true;
    } else if (star >= 0 && resume < name.length) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
}

const anyNumber = "*".charCodeAt(0);
const oneCharacter = "?".charCodeAt(0);
const end = -1;
