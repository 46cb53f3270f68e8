import type { Policy } from "../language/policy";
import type { Part, StatementRef } from "./input";
import { isNamed, type Named } from "./principal";
import type { Scope } from "./scope";
import { applies } from "./statement";
import { any, type Truth, type Unknown } from "./truth";

/** Whether something holds, and by which statements. */
export type Outcome = { truth: Truth; by: readonly StatementRef[] };

/** What some policies, taken together, say of a request. */
export type Effects = { allow: Readonly<Record<keyof Named, Outcome>>; deny: Outcome };

export const never: Outcome = { truth: false, by: [] };
export const noEffects: Effects = { allow: { direct: never, role: never, account: never }, deny: never };

/** Of policies that nobody read, or understood, anything is possible. */
export const anyEffects = (doubt: Unknown): Effects => {
  const outcome = { truth: doubt, by: [] };
  return { allow: { direct: outcome, role: outcome, account: outcome }, deny: outcome };
};

/** One Allow is enough, and one Deny. */
export function effectsOf(policies: readonly Policy[], part: Part, scope: Omit<Scope, "version">): Effects {
  const found: Effects[] = policies.map((policy, number) => {
    if (policy.issues.length > 0) {
      return anyEffects({
        why: policy.issues.map(({ what, at }) => ({ what: `The policy was not understood: ${what}.`, row: null, at })),
      });
    }
    const allow: Record<keyof Named, Found> = { direct: nothing(), role: nothing(), account: nothing() };
    const deny = nothing();
    for (const statement of policy.statements) {
      const ways = applies(statement, policy, { ...scope, version: policy.version });
      const { index, sid, effect } = statement;
      const ref = { part, policy: number, index, sid, effect };
      if (effect === "Deny") add(deny, isNamed(ways), ref);
      else for (const way of ["direct", "role", "account"] as const) add(allow[way], ways[way], ref);
    }
    return {
      allow: { direct: outcome(allow.direct), role: outcome(allow.role), account: outcome(allow.account) },
      deny: outcome(deny),
    };
  });
  const [only] = found;
  if (only && found.length === 1) return only;
  const way = (name: keyof Named) => either(found.map(({ allow }) => allow[name]));
  return {
    allow: { direct: way("direct"), role: way("role"), account: way("account") },
    deny: either(found.map(({ deny }) => deny)),
  };
}

/** @returns that one of them holds, by whatever holds */
export function either(outcomes: readonly Outcome[]): Outcome {
  return {
    truth: any(outcomes.map(({ truth }) => truth)),
    by: outcomes.flatMap(({ truth, by }) => (truth === true ? by : [])),
  };
}

type Found = { truths: Truth[]; by: StatementRef[] };
const nothing = (): Found => ({ truths: [], by: [] });

function add(found: Found, truth: Truth, ref: StatementRef): void {
  if (truth === false) return;
  found.truths.push(truth);
  if (truth === true) found.by.push(ref);
}

const outcome = ({ truths, by }: Found): Outcome => ({ truth: any(truths), by });
