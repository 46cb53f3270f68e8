import type { Policy, Statement } from "../language/policy";
import { s3Actions } from "../language/s3-actions.gen";
import { fits } from "../language/wildcard";
import { holdOfCondition } from "./condition-verdict";
import { holdOfPrincipals } from "./principal-verdict";
import type { Row } from "./rules";
import type { Held } from "./value-verdict";

export type Verdict = "public" | "not-public" | "undetermined";

/** What one Allow statement is to the meaning of public, and why. */
export type StatementVerdict = {
  /** Its place in the policy, from 0. */
  statement: number;
  sid: string | null;
  verdict: Verdict;
  row: Row;
  /** The condition key that decides, as written; null where none does. */
  key: string | null;
  /** Half a sentence: what about the statement decides. */
  because: string;
};

/** Judges an Allow statement by itself: Deny statements are looked at afterwards (row 17). */
export function verdictOf(statement: Statement, policy: Pick<Policy, "kind" | "version">): StatementVerdict {
  if (hasIssue(statement, /\.NotPrincipal$/) && !statement.principals?.not) {
    return told(statement, "undetermined", { row: 18, because: "it has both Principal and NotPrincipal" });
  }
  const principals = holdOfPrincipals(statement.principals);
  if (principals.hold === "fixed") return told(statement, "not-public", principals);
  const nothing = grantsNothing(statement);
  if (nothing) return told(statement, "not-public", nothing);
  const held = statement.conditions.map((condition) => ({
    ...holdOfCondition(condition, statement.conditions, policy),
    key: condition.keyText,
  }));
  const fixed = held.find(({ hold }) => hold === "fixed");
  if (fixed) return told(statement, "not-public", fixed, fixed.key);
  const unclear = held.find(({ hold }) => hold === "unclear");
  if (unclear) return told(statement, "undetermined", unclear, unclear.key);
  const misread = notUnderstood(statement);
  if (misread) return told(statement, "undetermined", misread);
  if (principals.hold === "unclear") return told(statement, "undetermined", principals);
  // What decides is why the conditions do not help, where there are any.
  const [vain] = held;
  if (!vain) return told(statement, "public", principals);
  return told(statement, "public", { row: vain.row, because: `${principals.because}, and ${vain.because}` }, vain.key);
}

const told = (
  { index, sid }: Statement,
  verdict: Verdict,
  { row, because }: Pick<Held, "row" | "because">,
  key: string | null = null,
): StatementVerdict => ({ statement: index, sid, verdict, row, key, because });

function grantsNothing({ actions, resources }: Statement): Pick<Held, "row" | "because"> | undefined {
  const excluded = (values: readonly string[]) => values.some((value) => /^\*+$/.test(value));
  if (actions.not && excluded(actions.values)) return { row: 14, because: "NotAction leaves no action" };
  if (resources?.not && excluded(resources.values)) return { row: 14, because: "NotResource leaves no resource" };
  return undefined;
}

/** What keeps an Allow for everyone from being called public though nothing restricts it. */
function notUnderstood(statement: Statement): Pick<Held, "row" | "because"> | undefined {
  const { actions, issues } = statement;
  const issue = issues.find(({ at }) => !/\.(?:Sid|Principal|NotPrincipal)$/.test(at));
  if (issue) return { row: 18, because: `at ${issue.at}, ${issue.what}` };
  if (!actions.not) return undefined;
  const patterns = actions.values.map((value) => value.toLowerCase());
  const remains = s3Actions.some(([name]) => !patterns.some((pattern) => fits(pattern, `s3:${name.toLowerCase()}`)));
  // Row 16 counts any action, also those of other services.
  return remains ? undefined : { row: 14, because: "NotAction leaves no action of S3" };
}

const hasIssue = ({ issues }: Statement, where: RegExp): boolean => issues.some(({ at }) => where.test(at));
