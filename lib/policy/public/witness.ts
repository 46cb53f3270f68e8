import type { Statement } from "../language/policy";
import { s3Actions } from "../language/s3-actions.gen";
import { fits, hasVariable } from "../language/wildcard";

/** An action and a resource a statement is about: one of the many requests it stands for. Actions are in lower case. */
export type Witness = { action: string; resource: string };

/**
 * How much comparing one answer may cost. Hostile policies have hundreds of long patterns on both sides; those people
 * write need a thousandth of this.
 */
const most = 20_000_000;

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
/** Nobody's bucket, object or action has this name, so that what a pattern lets through by its wildcard is seen. */
const probe = "zq7-probe";

/**
 * @returns requests a statement is about, of each pair of its patterns at least one; a single one where there are too
 * many, and then all effort is spent
 */
export function witnessesOf(statement: Statement, effort: Effort): Witness[] {
  const actions = actionsOf(statement, effort);
  const resources = resourcesOf(statement, effort);
  if (actions.length * resources.length > mostPairs) {
    effort.spend(Number.POSITIVE_INFINITY);
    return actions.slice(0, 1).flatMap((action) => resources.slice(0, 1).map((resource) => ({ action, resource })));
  }
  return actions.flatMap((action) => resources.map((resource) => ({ action, resource })));
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
  if (actions.not) return [...known, `s3:${probe}`].filter((action) => !matches(patterns, action, effort, true));
  return [...new Set([...known, ...patterns.map(filled)])];
}

function resourcesOf({ resources }: Statement, effort: Effort): string[] {
  if (!resources) return [`arn:aws:s3:::${probe}/${probe}`];
  if (!resources.not) return [...new Set(resources.values.map(filled))];
  // Of all but some: the places around those it leaves out.
  const around = resources.values.flatMap((value) => {
    const bucket = filled(value).split("/")[0] ?? "";
    return [bucket, `${bucket}/${probe}`, `${bucket}/${probe}/${probe}`];
  });
  return [...around, `arn:aws:s3:::${probe}`, `arn:aws:s3:::${probe}/${probe}`].filter(
    (resource) => !matches(resources.values, resource, effort, false),
  );
}

const filled = (pattern: string): string =>
  pattern
    .replaceAll(/\$\{[^{}]*\}/g, probe)
    .replaceAll("*", probe)
    .replaceAll("?", "q");

function matches(patterns: readonly string[], name: string, effort: Effort, anyCase: boolean): boolean {
  return patterns.some((pattern) => {
    // In the worst case the comparison takes the product of the lengths: only with several stars.
    if (!effort.spend(pattern.length + name.length + (pattern.includes("*") ? pattern.length * name.length : 0))) {
      return false;
    }
    return fits(anyCase ? pattern.toLowerCase() : pattern, name);
  });
}
