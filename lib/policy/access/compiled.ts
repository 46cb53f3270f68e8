import type { Condition, Issue, Policy, Statement } from "../language/policy";
import { nameOf } from "../language/policy";
import type { Reason } from "../tri";
import { type Test, testOf } from "./condition";
import { type Effort, opposite, some, type Truth } from "./effort";
import { factOf } from "./keys";
import { matches, type Pattern, patternOf } from "./pattern";

/** A statement of one of the policies at hand, read once. Its place in the list is its bit in every set. */
export type Compiled = {
  statement: Statement;
  /** Which of the policies it is of. */
  policy: number;
  tests: readonly Test[];
  actions: readonly (Pattern | null)[];
  resources: readonly (Pattern | null)[];
  /** Nothing of whom or what it is about can be relied on. */
  open: boolean;
  /** Why it may not hold although all that was understood of it does. */
  doubts: readonly Reason[];
};

const longest = 2_048;

/** What of a policy as a whole was not understood and can matter: of its version, only whether it knows variables. */
export function issuesOf(policy: Policy): Issue[] {
  const matters = ({ at }: Issue) =>
    at !== "Id" && (at !== "Version" || JSON.stringify(policy.statements).includes("${"));
  return policy.issues.filter(matters);
}

/** @param anyKey requests may have keys that requests to S3 are not known to have */
export function compile(policies: readonly Policy[], anyKey: boolean): Compiled[] {
  return policies.flatMap((policy, index) =>
    policy.statements.map((statement) => compileOne(statement, index, policy.version === "2012-10-17", anyKey)),
  );
}

function compileOne(statement: Statement, policy: number, variables: boolean, anyKey: boolean): Compiled {
  const named = nameOf(statement);
  const short = (text: string) => text.length <= longest;
  const isKnown = ({ key }: Condition) => anyKey || factOf(key) !== undefined;
  const unknownKeys = statement.conditions.filter((condition) => !isKnown(condition));
  return {
    statement,
    policy,
    tests: statement.conditions.filter(isKnown).map((condition) => testOf(condition, variables)),
    actions: statement.actions.values.map((text) => (short(text) ? actionPattern(text, variables) : null)),
    resources: (statement.resources?.values ?? []).map((text) =>
      short(text) ? patternOf(text, "like", variables) : null,
    ),
    open: statement.issues.some(aboutAll),
    doubts: [
      ...statement.issues
        .filter((issue) => aboutAll(issue) || elementOf(issue) === "Condition")
        .map(({ at, what }) => ({ what: `In ${named}, ${at} is not understood: ${what}.`, row: null, at })),
      ...unknownKeys.map(({ keyText, at }) => ({
        what: `${cap(named)} depends on ${keyText}, and when a request to S3 has it is not known.`,
        row: null,
        at,
      })),
    ],
  };
}

const known = { with: new Map<string, Pattern | null>(), without: new Map<string, Pattern | null>() };
const mostKnown = 1_000;

/** The same object for the same text, so that what is known of it is found again. */
function actionPattern(text: string, variables: boolean): Pattern | null {
  const of = variables ? known.with : known.without;
  const before = of.get(text);
  if (before !== undefined) return before;
  const made = patternOf(text.toLowerCase(), "like", variables);
  if (text.length > 100) return made;
  if (of.size >= mostKnown) of.delete(of.keys().next().value ?? "");
  of.set(text, made);
  return made;
}

const elementOf = ({ at }: Issue): string => /^Statement(?:\[\d+\])?\.(\w+)/.exec(at)?.[1] ?? "";

/** A condition can only narrow a statement, and a principal only names callers; anything else may change all of it. */
const aboutAll = (issue: Issue): boolean =>
  !["Condition", "Principal", "NotPrincipal", "Sid"].includes(elementOf(issue));

export const cap = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Whether a list of patterns, or its Not form, covers a name. */
export function covers(
  element: { not: boolean } | null,
  patterns: readonly (Pattern | null)[],
  name: string,
  effort: Effort,
): Truth {
  // Without a Resource a statement is about what its policy is attached to.
  if (element === null) return true;
  const fits = some(
    patterns.map((pattern) => {
      if (!pattern) return null;
      const fit = matches(pattern, name, effort);
      return fit === true && pattern.variable ? null : fit;
    }),
  );
  return element.not ? opposite(fits) : fits;
}
