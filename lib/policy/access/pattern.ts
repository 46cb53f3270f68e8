import type { Effort, Truth } from "./effort";

/**
 * One place of a pattern, as a number: the code of the character that fits it, one of the kinds below, a letter in
 * either case; and whether it may repeat, also never. Numbers, because a search goes through places by the million.
 */
export type Place = number;

export const kinds = { any: 0x400000, segment: 0x400001, digit: 0x400002, name: 0x400003 } as const;
export const star = 0x1000000;
const eitherCase = 0x200000;
const starAny = kinds.any | star;
/** Stands behind the last place, where patterns are read together. */
export const end = -1;

/**
 * A pattern, taken apart. `start`: what each text that fits it begins with. `variable`: a policy variable stands in it,
 * read here as any text. `fixed`: how many places `start` takes. `simple`: only characters and wildcards for any follow.
 */
export type Pattern = {
  places: readonly Place[];
  start: string;
  variable: boolean;
  fixed: number;
  simple: boolean;
};

/** @returns a pattern of these places */
export function made(places: readonly Place[], variable = false): Pattern {
  let [start, fixed, simple] = ["", 0, true];
  for (; (places[fixed] ?? eitherCase) < eitherCase; fixed++) start += String.fromCodePoint(places[fixed] ?? 0);
  for (let index = fixed; simple && index < places.length; index++) {
    const place = places[index] ?? 0;
    simple = place < surrogates || place === kinds.any || place === starAny;
  }
  return { places, start, variable, fixed, simple };
}

/** From here on two codes can be one character. */
const surrogates = 0xd800;

/** @returns a pattern that a text alone fits */
export const literal = (text: string): Pattern => made(codesOf(text));

export const codesOf = (text: string): Place[] => Array.from(text, (char) => char.codePointAt(0) ?? 0);

/** Whether one character fits a place, and no other. */
export const isOne = (place: Place): boolean => place < eitherCase;

/** The characters that fit a place and no other, where it is not of a kind: one, or a letter in both cases. */
export function charsAt(place: Place): readonly number[] {
  if (place < eitherCase) return [place];
  if (place >= kinds.any) return [];
  const lower = String.fromCharCode(place & 0xffff);
  return [lower.charCodeAt(0), lower.toUpperCase().charCodeAt(0)];
}

type Style = "like" | "equals" | "equals-ignore-case" | "arn" | "like-ignore-case";

const [dollar, brace, asterisk, question, colon, slash, zero, nine] = codesOf("${*?:/09") as [
  ...[number, number, number, number],
  ...[number, number, number, number],
];

/**
 * Takes a value of a policy apart into places.
 * Wildcards and variables: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * @param style `equals` takes `*` literally; in `arn` no wildcard of the first five segments reaches over a colon
 * @param variables whether the policy's version knows variables
 * @returns null where an ARN has fewer than six segments: what it then matches is not documented
 */
export function patternOf(text: string, style: Style, variables: boolean): Pattern | null {
  const places: Place[] = [];
  let [colons, variable] = [0, false];
  const arn = style === "arn";
  const anyCase = style === "equals-ignore-case" || style === "like-ignore-case";
  const wild = style !== "equals" && style !== "equals-ignore-case";
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const within = arn && colons < 5 ? kinds.segment : kinds.any;
    if (variables && code === dollar && text.charCodeAt(i + 1) === brace) {
      const end = text.indexOf("}", i);
      if (end > 0) {
        const inner = text.slice(i + 2, end);
        if (inner === "*" || inner === "?" || inner === "$") places.push(inner.charCodeAt(0));
        else {
          places.push(within | star);
          variable = true;
        }
        i = end;
        continue;
      }
    }
    if (wild && code === asterisk) places.push(within | star);
    else if (wild && code === question) places.push(within);
    else {
      if (code === colon) colons++;
      places.push(anyCase ? inEitherCase(code) : code);
    }
  }
  return arn && colons < 5 ? null : made(places, variable);
}

function inEitherCase(code: number): Place {
  const char = String.fromCharCode(code);
  const [lower, upper] = [char.toLowerCase(), char.toUpperCase()];
  return lower !== upper && lower.length === 1 && upper.length === 1 ? lower.charCodeAt(0) | eitherCase : code;
}

const special: ReadonlyMap<string, Place> = new Map([
  ["*", starAny],
  ["?", kinds.any],
  ["#", kinds.digit],
  ["~", kinds.segment | star],
  ["+", kinds.name | star],
]);

/** A pattern of our own, for the values a key can have: `#` is a digit, `~` no colon, `+` more of a name. */
export const domain = (text: string): Pattern =>
  made(Array.from(text, (char) => special.get(char) ?? char.codePointAt(0) ?? 0));

/** @param code of a character */
export function fitsPlace(place: Place, code: number): boolean {
  if (place < eitherCase) return place === code;
  switch (place & ~star) {
    case kinds.any:
      return true;
    case kinds.segment:
      return code !== colon;
    case kinds.digit:
      return code >= zero && code <= nine;
    case kinds.name:
      return code !== colon && code !== slash;
    default:
      return charsAt(place).includes(code);
  }
}

/** Whether a text fits a pattern; null above the effort allowed. A variable is read as any text. */
export function matches({ places, start, fixed, simple }: Pattern, text: string, effort: Effort): Truth {
  if (!effort.spend(1)) return null;
  if (!text.startsWith(start)) return false;
  const next = places[fixed];
  if (next === undefined) return text.length === start.length;
  if (places.length === fixed + 1 && next === starAny) return true;
  if (simple && !/[\ud800-\udfff]/.test(text)) return matchesSimply(places, fixed, text, start.length, effort);
  let at = reach(places, [fixed]);
  for (const char of text.slice(start.length)) {
    if (!effort.spend(1 + at.length)) return null;
    const code = char.codePointAt(0) ?? 0;
    const after: number[] = [];
    for (const position of at) {
      const place = places[position];
      if (place !== undefined && fitsPlace(place, code)) after.push(place & star ? position : position + 1);
    }
    at = reach(places, after);
    if (at.length === 0) return false;
  }
  return at.includes(places.length);
}

/** The same where wildcards stand for anything: whoever comes back to the last star misses nothing. */
function matchesSimply(places: readonly Place[], from: number, text: string, begin: number, effort: Effort): Truth {
  let [p, n, back, kept, steps] = [from, begin, -1, 0, 0];
  while (n < text.length) {
    if (++steps % 64 === 0 && !effort.spend(64)) return null;
    const place = places[p];
    if (place === starAny) {
      back = p++;
      kept = n;
    } else if (place === kinds.any || place === text.charCodeAt(n)) {
      p++;
      n++;
    } else if (back >= 0) {
      p = back + 1;
      n = ++kept;
    } else return false;
  }
  while (places[p] === starAny) p++;
  return p === places.length;
}

/**
 * All positions one can be at without reading another character, but for those before the last star: whoever stands at
 * that can follow from there whatever they could.
 */
function reach(places: readonly Place[], from: readonly number[]): number[] {
  const all = new Set<number>();
  let last = -1;
  for (const start of from) {
    for (let position = start; !all.has(position); position++) {
      all.add(position);
      const place = places[position] ?? 0;
      if (!(place & star)) break;
      if (place === starAny && position > last) last = position;
    }
  }
  return [...all].filter((position) => position >= last);
}
