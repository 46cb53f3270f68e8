import type { Compiled } from "./compiled";
import { Effort, type Truth } from "./effort";
import { matches, type Pattern } from "./pattern";
import { s3Actions } from "./s3-actions";

const names = s3Actions.map(({ name }) => name.toLowerCase());
const places = new Map(names.map((name, place) => [name, place]));
const noneOf: readonly Truth[] = names.map(() => false);
/** Nothing is known of any. */
export const unknownOf: readonly Truth[] = names.map(() => null);

/** Policies share their patterns for actions, and compiling shares what stands for one: each is compared once. */
const kept = new WeakMap<Pattern, readonly Truth[]>();

function coveredByPattern(pattern: Pattern): readonly Truth[] {
  const before = kept.get(pattern);
  if (before) return before;
  const covered = [...noneOf];
  if (pattern.fixed === pattern.places.length) {
    const place = places.get(pattern.start);
    if (place !== undefined) covered[place] = true;
  } else {
    for (const [place, name] of names.entries()) {
      const fit = matches(pattern, name, new Effort());
      covered[place] = fit === true && pattern.variable ? null : fit;
    }
  }
  kept.set(pattern, covered);
  return covered;
}

/** @returns of each of S3's actions, in their order, whether a statement is about it */
export function coveredActions({ statement, actions }: Compiled, effort: Effort): readonly Truth[] {
  const { not } = statement.actions;
  const [first] = actions;
  if (first && actions.length === 1 && !not) return effort.spend(names.length) ? coveredByPattern(first) : unknownOf;
  const covered = [...noneOf];
  for (const pattern of actions) {
    const by = pattern && effort.spend(names.length) ? coveredByPattern(pattern) : unknownOf;
    for (let place = 0; place < by.length; place++) {
      if (by[place] === true) covered[place] = true;
      else if (by[place] === null && covered[place] === false) covered[place] = null;
    }
  }
  return not ? covered.map((truth) => (truth === null ? null : !truth)) : covered;
}
