import type { Condition, Policy, Statement } from "../language/policy";
import { accountOf } from "../language/principal";
import { hasVariable, hasWildcard } from "../language/wildcard";
import type { Outsider, Surroundings } from "./caller-facts";
import { outcomeOf } from "./condition-outcome";
import { placesIn } from "./places";
import { type Effort, type Witness, witnessesOf } from "./witness";

/** Somebody outside the account whom a policy lets in by name, with some of the requests it lets them send. */
export type LetIn = { outsider: Outsider; name: string; requests: Witness[][]; certain: boolean };

/**
 * Lists the accounts, services and organizations that Allow statements name, as principals or in the conditions of a
 * grant to everyone.
 * @returns each once, with what each statement grants it; not all of them where all effort is spent
 */
export function outsidersOf(policy: Policy, around: Surroundings, effort: Effort): LetIn[] {
  const placesOf = placesIn(policy.statements);
  const found = new Map<string, LetIn>();
  for (const statement of policy.statements) {
    if (statement.effect !== "Allow") continue;
    const requests = witnessesOf(statement, placesOf(statement), effort);
    const cost = statement.conditions.reduce((sum, { values }) => sum + 20 * values.length, 0);
    for (const outsider of namedIn(statement)) {
      if (!effort.spend(cost)) return [...found.values()];
      if (outsider.kind === "account" && outsider.account === around.accountId) continue;
      const outcomes = statement.conditions.map((condition) => outcomeOf(condition, outsider, around));
      if (outcomes.includes("never")) continue;
      const name = nameOfOutsider(outsider);
      const known = found.get(`${outsider.kind} ${name}`) ?? { outsider, name, requests: [], certain: false };
      if (!outcomes.includes("unknown") && statement.issues.length === 0) known.certain = true;
      known.requests.push(requests);
      found.set(`${outsider.kind} ${name}`, known);
    }
  }
  return [...found.values()];
}

function nameOfOutsider(outsider: Outsider): string {
  switch (outsider.kind) {
    case "account":
      return outsider.account;
    case "organization":
      return outsider.id;
    case "service":
      return outsider.name;
    default:
      return outsider.kind;
  }
}

function namedIn({ principals, conditions }: Statement): Outsider[] {
  if (!principals || principals.not) return [];
  const everyone = principals.values.some(({ kind }) => kind === "everyone");
  const byName = principals.values.flatMap((one): Outsider[] => {
    const account = accountOf(one);
    if (account !== undefined) return [{ kind: "account", account }];
    return one.kind === "service" ? [{ kind: "service", name: one.name }] : [];
  });
  return [...byName, ...(everyone ? conditions.flatMap(fixedIn) : [])];
}

/** The callers a condition of a grant to everyone fixes. */
function fixedIn({ operator, key, values }: Condition): Outsider[] {
  if (operator.not || operator.ifExists || operator.quantifier === "all" || operator.comparison === "Null") return [];
  return values.flatMap((value): Outsider[] => {
    if (hasWildcard(value) || hasVariable(value)) return [];
    if (key === "aws:principalorgid") return [{ kind: "organization", id: value }];
    if (key === "aws:principalaccount" && /^\d{12}$/.test(value)) return [{ kind: "account", account: value }];
    if (key === "aws:principalservicename") return [{ kind: "service", name: value }];
    const account = key === "aws:principalarn" ? (value.split(":")[4] ?? "") : "";
    return /^\d{12}$/.test(account) ? [{ kind: "account", account }] : [];
  });
}
