import { charsAt, codesOf, end, isOne, kinds, type Place, star } from "./pattern";

const others = codesOf("xyzabcdefghijklmnopqrstuvwXYZABCDEFGHIJKLMNOPQRSTUVW_.=+@-/");
const digits = codesOf("9876543210");
const [colon = 0, slash = 0] = codesOf(":/");

/**
 * The characters that make a difference at a state: those that are named, and one of each kind that is not.
 * @param at positions among the places
 */
export function candidates(places: readonly Place[], at: readonly number[]): number[] {
  const named: number[] = [];
  let [any, segment, digit, name] = [false, false, false, false];
  for (let index = 0; index < at.length; index++) {
    const place = places[at[index] ?? 0] ?? end;
    if (place === end) continue;
    if (place < kinds.any) {
      if (isOne(place)) add(named, place);
      else for (const char of charsAt(place)) add(named, char);
      continue;
    }
    const kind = place & ~star;
    if (kind === kinds.any) any = true;
    else if (kind === kinds.segment) segment = true;
    else if (kind === kinds.digit) digit = true;
    else name = true;
  }
  const all: number[] = [];
  if (any || segment || name) add(all, firstBut(named, others));
  if (digit) add(all, firstBut(named, digits));
  // What the narrower kinds leave out makes a difference only beside them.
  if (any && (segment || name)) add(all, colon);
  if ((any || segment) && name) add(all, slash);
  for (const char of named) add(all, char);
  return all;
}

function add(all: number[], char: number | undefined): void {
  if (char !== undefined && !all.includes(char)) all.push(char);
}

function firstBut(named: readonly number[], from: readonly number[]): number | undefined {
  for (const char of from) if (!named.includes(char)) return char;
  return undefined;
}
