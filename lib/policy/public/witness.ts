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
const lengthOfAll = allActions.join("").length;

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
  const covered = new Set<string>();
  let [left, length] = [allActions.length, lengthOfAll];
  for (const pattern of patterns) {
    // As if each action that is left were compared, whether or not another policy had the pattern before.
    if (!effort.spend(left * pattern.length + length * (pattern.includes("*") ? pattern.length + 1 : 1))) break;
    for (const action of actionsFitting(pattern)) {
      if (covered.has(action)) continue;
      covered.add(action);
      left--;
      length -= action.length;
    }
  }
  if (actions.not) return allActions.filter((action) => !covered.has(action));
  // Row 16: actions S3 does not know count too, where they are written out.
  const others = patterns.filter((pattern) => !hasWildcard(pattern) || actionsFitting(pattern).length === 0);
  // In the order of the table, which is that of the requests.
  const known = patterns.length === 1 ? covered : allActions.filter((action) => covered.has(action));
  return [...new Set([...known, ...others.map(filled)])];
}

/** Policies share their patterns for actions: of each it is kept which of S3's actions fit it. */
const kept = new Map<string, readonly string[]>();
const mostKept = 1_000;

function actionsFitting(pattern: string): readonly string[] {
  const before = kept.get(pattern);
  if (before) return before;
  const fitting = hasWildcard(pattern)
    ? allActions.filter((action) => fits(pattern, action))
    : allActions.filter((action) => action === pattern);
  if (pattern.length > 100) return fitting;
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? "");
  kept.set(pattern, fitting);
  return fitting;
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
