import type { Policy, Principals, Statement } from "../language/policy";
import { accountOf } from "../language/principal";
import type { Outsider, Surroundings } from "./caller-facts";
import { outcomeOf } from "./condition-outcome";
import { type Effort, isAbout, type Witness } from "./witness";

/** Whether a caller keeps something of what it was granted. */
export type Keeps = "yes" | "no" | "unclear";

/**
 * Whether policies leave a caller anything of what another one grants: at least one request none of them denies.
 * @param requests some requests the caller is granted, by statement
 * @param denying policies whose Deny statements count, those of the grant itself included
 * @param effort what comparing may still cost; when it is spent nothing is said
 */
export function keeps(
  caller: Outsider,
  requests: readonly (readonly Witness[])[],
  denying: readonly Policy[],
  around: Surroundings,
  effort: Effort,
): Keeps {
  const denies = denying.flatMap(({ kind, statements }) =>
    statements
      .filter(({ effect }) => effect === "Deny")
      .map((statement) => ({ statement, denial: denialOf(statement, kind === "rcp", caller, around) }))
      .filter(({ denial }) => denial !== "no"),
  );
  const unread = denying.some(({ issues }) => issues.some(({ at }) => at !== "Version" && at !== "Id"));
  if (denies.length === 0 && requests.some((some) => some.length > 0)) return unread ? "unclear" : "yes";
  const answers = new Set<Keeps>();
  for (const request of requests.flat()) {
    if (effort.spent) return "unclear";
    const met = denies.filter(({ statement }) => isAbout(statement, request, effort));
    answers.add(met.some(({ denial }) => denial === "yes") ? "no" : met.length > 0 ? "unclear" : "yes");
  }
  if (effort.spent) return "unclear";
  if (answers.has("yes")) return unread ? "unclear" : "yes";
  return answers.has("unclear") ? "unclear" : "no";
}

/** Whether a Deny holds for all a caller may send, as far as its principals and conditions go. */
function denialOf(deny: Statement, everyone: boolean, caller: Outsider, around: Surroundings): Keeps {
  const reached = everyone && !deny.principals?.not ? "yes" : reaches(deny.principals, caller);
  if (reached === "no") return "no";
  const outcomes = deny.conditions.map((condition) => outcomeOf(condition, caller, around));
  if (outcomes.some((outcome) => outcome === "never" || outcome === "sometimes")) return "no";
  const misread = deny.issues.some(({ at }) => !at.endsWith(".Sid"));
  return reached === "unclear" || misread || outcomes.includes("unknown") ? "unclear" : "yes";
}

/** Whether principals are all of a caller. Those that are some of it leave it the rest. */
function reaches(principals: Principals | null, caller: Outsider): Keeps {
  if (!principals) return "unclear";
  const named = principals.values.some((one) => {
    if (one.kind === "everyone") return true;
    if (caller.kind === "account") return one.kind === "account" && accountOf(one) === caller.account;
    return caller.kind === "service" && one.kind === "service" && one.name === caller.name;
  });
  if (!principals.not) return named ? "yes" : "no";
  if (named) return "no";
  // NotPrincipal with one of the account's roles leaves the account that role.
  const partly = principals.values.some((one) => caller.kind === "account" && accountOf(one) === caller.account);
  if (partly) return "no";
  return caller.kind === "organization" ? "unclear" : "yes";
}
