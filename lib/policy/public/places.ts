import type { Statement } from "../language/policy";
import { fits, hasVariable, hasWildcard } from "../language/wildcard";

/** Nobody's bucket, object or action has this name, so that what a pattern lets through by its wildcard is seen. */
export const probe = "zq7-probe";

/** Buckets a policy may be attached to, before nothing is said of it: people write one. */
export const mostPlaces = 20;

/** A pattern with every wildcard and variable replaced by a name nobody has. */
export const filled = (pattern: string): string =>
  pattern
    .replaceAll(/\$\{[^{}]*\}/g, probe)
    .replaceAll("*", probe)
    .replaceAll("?", "q");

/** The ARN of the bucket or access point a resource lies in, wildcards in it included. */
const headOf = (resource: string): string => /^(?:[^/]*:accesspoint\/[^/]*|[^/]*)/.exec(resource)?.[0] ?? resource;

const isWritten = (head: string): boolean => head.startsWith("arn:") && !hasWildcard(head) && !hasVariable(head);

/**
 * The buckets or access points a policy may be attached to, as far as it says. S3 takes no policy about another bucket,
 * so it is one of those it writes out; where it writes none out, one that fits a pattern.
 * @returns for a statement of the policy: where it writes places out itself, these
 */
export function placesIn(statements: readonly Statement[]): (statement: Statement) => readonly string[] {
  let places: readonly string[] | undefined;
  return (statement) => {
    const own = statement.resources?.not === false ? written([statement]) : [];
    if (own.length > 0) return own;
    places ??= ofAll(statements);
    return places;
  };
}

function ofAll(statements: readonly Statement[]): string[] {
  const all = written(statements);
  if (all.length > 0) return all;
  const patterns = statements.flatMap(({ resources }) => resources?.values ?? []);
  return distinct(patterns.length > 0 ? patterns.map((pattern) => filled(headOf(pattern))) : [probe]);
}

const written = (statements: readonly Statement[]): string[] =>
  distinct(statements.flatMap(({ resources }) => resources?.values ?? []).map(headOf)).filter(isWritten);

/** Some resources in a place that a pattern is about: the place itself, and an object for each way of naming one. */
export function resourcesIn(place: string, pattern: string): string[] {
  const whole = filled(pattern);
  const object = place + whole.slice(filled(headOf(pattern)).length);
  return [place, `${place}/${probe}`, `${place}/object/${probe}`, object].filter(
    (one) => one === whole || fits(pattern, one),
  );
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];
