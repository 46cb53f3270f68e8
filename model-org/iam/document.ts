import { Kept } from "../world/kept";

/** A statement of a policy document, as far as the model reads it. */
export type Statement = {
  Sid?: string;
  Effect?: unknown;
  Principal?: unknown;
  NotPrincipal?: unknown;
  Action?: unknown;
  NotAction?: unknown;
  Resource?: unknown;
  NotResource?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
};

/** @returns one or several as a list */
export const list = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

const read = new Kept<string, Statement[]>(2_000);

/** @returns the statements of a policy. @throws SyntaxError for what is not JSON */
export function statementsOf(policy: string): Statement[] {
  return (
    read.get(policy) ?? read.set(policy, list((JSON.parse(policy) as { Statement?: unknown }).Statement) as Statement[])
  );
}

const patterns = new Kept<string, RegExp>(5_000);

/** @returns whether a pattern with `*` and `?` covers a value */
export function matches(pattern: string, value: string, ignoreCase: boolean): boolean {
  if (!/[*?]/.test(pattern)) return ignoreCase ? pattern.toLowerCase() === value.toLowerCase() : pattern === value;
  const key = `${ignoreCase ? "i" : "-"}${pattern}`;
  const escaped = () =>
    pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
  const compiled = patterns.get(key) ?? patterns.set(key, new RegExp(`^${escaped()}$`, ignoreCase ? "is" : "s"));
  return compiled.test(value);
}
