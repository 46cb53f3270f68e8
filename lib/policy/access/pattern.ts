import type { Effort, Truth } from "./effort";

/** One place of a pattern: the characters that fit it, and whether it may repeat, also never. */
export type Place = { fits: "any" | "segment" | "digit" | "name" | readonly string[]; star: boolean };

/**
 * A pattern, taken apart. `start`: what each text that fits it begins with. `variable`: a policy variable stands in it,
 * read here as any text.
 */
export type Pattern = { places: readonly Place[]; start: string; variable: boolean };

/** @returns a pattern of these places */
export function made(places: readonly Place[], variable = false): Pattern {
  let start = "";
  for (const { fits, star } of places) {
    if (star || typeof fits === "string" || fits.length !== 1) break;
    start += fits[0];
  }
  return { places, start, variable };
}

type Style = "like" | "equals" | "equals-ignore-case" | "arn" | "like-ignore-case";

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
    const char = text[i] ?? "";
    const within = arn && colons < 5 ? "segment" : "any";
    if (variables && char === "$" && text[i + 1] === "{") {
      const end = text.indexOf("}", i);
      if (end > 0) {
        const inner = text.slice(i + 2, end);
        if (inner === "*" || inner === "?" || inner === "$") places.push({ fits: [inner], star: false });
        else {
          places.push({ fits: within, star: true });
          variable = true;
        }
        i = end;
        continue;
      }
    }
    if (wild && (char === "*" || char === "?")) places.push({ fits: within, star: char === "*" });
    else {
      if (char === ":") colons++;
      const [lower, upper] = [char.toLowerCase(), char.toUpperCase()];
      const both = anyCase && lower !== upper && lower.length === 1 && upper.length === 1;
      places.push({ fits: both ? [lower, upper] : [char], star: false });
    }
  }
  return arn && colons < 5 ? null : made(places, variable);
}

/** A pattern of our own, for the values a key can have: `#` is a digit, `~` no colon, `+` more of a name. */
export function domain(text: string): Pattern {
  const special: Readonly<Record<string, Place>> = {
    "*": { fits: "any", star: true },
    "?": { fits: "any", star: false },
    "#": { fits: "digit", star: false },
    "~": { fits: "segment", star: true },
    "+": { fits: "name", star: true },
  };
  return made([...text].map((char) => special[char] ?? { fits: [char], star: false }));
}

export function fitsPlace({ fits }: Place, char: string): boolean {
  if (fits === "any") return true;
  if (fits === "segment") return char !== ":";
  if (fits === "digit") return char >= "0" && char <= "9";
  if (fits === "name") return char !== ":" && char !== "/";
  return fits.includes(char);
}

/** Whether a text fits a pattern; null above the effort allowed. A variable is read as any text. */
export function matches({ places, start }: Pattern, text: string, effort: Effort): Truth {
  if (!effort.spend(1)) return null;
  if (!text.startsWith(start)) return false;
  const next = places[start.length];
  if (!next) return text === start;
  if (places.length === start.length + 1 && next.star && next.fits === "any") return true;
  let at = reach(places, [start.length]);
  for (const char of text.slice(start.length)) {
    if (!effort.spend(1 + at.length)) return null;
    const after: number[] = [];
    for (const position of at) {
      const place = places[position];
      if (place && fitsPlace(place, char)) after.push(place.star ? position : position + 1);
    }
    at = reach(places, after);
    if (at.length === 0) return false;
  }
  return at.includes(places.length);
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
      const place = places[position];
      if (!place?.star) break;
      if (place.fits === "any" && position > last) last = position;
    }
  }
  return [...all].filter((position) => position >= last);
}
