import type { Statement } from "../language/policy";
import { s3Actions } from "../language/s3-actions.gen";
import { fits, hasVariable, hasWildcard } from "../language/wildcard";
import { filled, mostPlaces, probe, resourcesIn } from "./places";

/** An action and a resource a statement is about: one of the many requests it stands for. Actions are in lower case. */
export type Witness = { action: string; resource: string };

/**
 * How much comparing one answer may cost. Hostile policies have hundreds of long patterns on both sides; those people
 * write need a thousandth of this.
 */
const most = 5_000_000;

export class Effort {
  #left = most;

  /** @returns whether there is effort left for it */
  spend(cost: number): boolean {
    this.#left -= cost;
    return this.#left > 0;
  }

  get spent(): boolean {
    return this.#left <= 0;
  }
}

/** Pairs of an action and a resource that are looked at for one statement. */
const mostPairs = 40_000;
const allActions = s3Actions.map(([name]) => `s3:${name.toLowerCase()}`);
/**
 * @param places buckets or access points, as placesIn finds them
 * @returns requests a statement is about, for each pair of its patterns; a single one where there are too many, and then
 * all effort is spent
 */
export function witnessesOf(statement: Statement, places: readonly string[], effort: Effort): Witness[] {
  const actions = actionsOf(statement, effort);
  const few = places.length > mostPlaces ? places.slice(0, 1) : places;
  const resources = [...new Set(few.flatMap((place) => resourcesOf(statement, place, effort)))];
  const whole = few.length === places.length && actions.length * resources.length <= mostPairs;
  if (!whole) effort.spend(Number.POSITIVE_INFINITY);
  const [most, least] = whole ? [actions, resources] : [actions.slice(0, 1), resources.slice(0, 1)];
  return most.flatMap((action) => least.map((resource) => ({ action, resource })));
}

/** Whether a statement is about a request; where it has a policy variable it is said to be. */
export function isAbout({ actions, resources }: Statement, witness: Witness, effort: Effort): boolean {
  const action = matches(actions.values, witness.action, effort, true);
  if (action === actions.not) return false;
  if (!resources) return true;
  if (!effort.spend(resources.values.length) || resources.values.some(hasVariable)) return true;
  return matches(resources.values, witness.resource, effort, false) !== resources.not;
}

function actionsOf({ actions }: Statement, effort: Effort): string[] {
  const patterns = actions.values.map((value) => value.toLowerCase());
  const known = allActions.filter((action) => matches(patterns, action, effort, true) !== actions.not);
  if (actions.not) return known;
  // Row 16: actions S3 does not know count too, where they are written out.
  const others = patterns.filter((pattern) => !hasWildcard(pattern) || !known.some((action) => fits(pattern, action)));
  return [...new Set([...known, ...others.map(filled)])];
}

function resourcesOf({ resources }: Statement, place: string, effort: Effort): string[] {
  if (!resources) return [place, `${place}/${probe}`];
  if (!resources.not) return resources.values.flatMap((pattern) => resourcesIn(place, pattern));
  const around = [place, `${place}/${probe}`, ...resources.values.map((pattern) => `${filled(pattern)}/${probe}`)];
  return around.filter((resource) => resource.startsWith(place) && !matches(resources.values, resource, effort, false));
}

function matches(patterns: readonly string[], name: string, effort: Effort, anyCase: boolean): boolean {
  return patterns.some((pattern) => {
    // In the worst case the comparison takes the product of the lengths: only with several stars.
    if (!effort.spend(pattern.length + name.length + (pattern.includes("*") ? pattern.length * name.length : 0))) {
      return false;
    }
    return fits(anyCase ? pattern.toLowerCase() : pattern, name);
  });
}
