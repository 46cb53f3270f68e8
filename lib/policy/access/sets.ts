import type { Truth } from "./effort";

/** A set of statements, one bit each. */
export type Bits = bigint;

/** The statements that may hold somewhere, and those that surely do. */
export type Holding = { may: Bits; must: Bits };

export const both = (a: Holding, b: Holding): Holding => ({ may: a.may & b.may, must: a.must & b.must });

/** @param truths one for each statement */
export function holding(truths: readonly Truth[]): Holding {
  let [may, must] = ["", ""];
  for (let index = truths.length - 1; index >= 0; index--) {
    may += truths[index] === false ? "0" : "1";
    must += truths[index] === true ? "1" : "0";
  }
  return { may: BigInt(`0b0${may}`), must: BigInt(`0b0${must}`) };
}

export const bitsOf = <T>(list: readonly T[], has: (item: T, index: number) => boolean): Bits =>
  holding(list.map(has)).must;

/** @returns the places of the bits of a set */
export function places(bits: Bits): number[] {
  const text = bits.toString(2);
  const all: number[] = [];
  for (let index = text.length - 1; index >= 0; index--) if (text[index] === "1") all.push(text.length - 1 - index);
  return all;
}

/** Whether a statement of a set holds, given those that surely do and those that may. */
export const anyOf = (set: Bits, { may, must }: Holding): Truth =>
  (must & set) !== 0n ? true : (may & set) !== 0n ? null : false;
