import type { Policy, Principal } from "../language/policy";
import { accountOf } from "../language/principal";
import { knownTo, type Tri, undetermined } from "../tri";

/** Whom the Allow statements of a policy name, whatever their conditions. Lists are sorted and name each once. */
export type Named = {
  /** Somebody is let in as part of everyone: by `*`, or by NotPrincipal. */
  everyone: boolean;
  /** An Allow uses NotPrincipal. */
  allBut: boolean;
  /** An Allow has `*` or `s3:*` as an action. */
  allActions: boolean;
  /** Unknown where a principal S3 refuses has an account in it. */
  accounts: Tri<string[]>;
  services: string[];
  federated: string[];
  originAccessIdentities: string[];
};

/** @returns undetermined where parts of the policy could not be read at all */
export function namedBy(policy: Policy): Tri<Named> {
  const broken = policy.issues.filter(({ at }) => at !== "Version" && at !== "Id");
  if (broken.length > 0) {
    return undetermined(
      ...broken.map(({ at, what }) => ({ what: `The policy cannot be read: at ${at}, ${what}.`, row: 18, at })),
    );
  }
  const allows = policy.statements.filter(({ effect }) => effect === "Allow");
  const named = allows.flatMap(({ principals }) => (principals && !principals.not ? principals.values : []));
  const allBut = allows.some(({ principals }) => principals?.not === true);
  return knownTo({
    everyone: allBut || named.some(({ kind }) => kind === "everyone"),
    allBut,
    allActions: allows.some(
      ({ actions }) => !actions.not && actions.values.some((value) => /^(?:s3:)?\*$/i.test(value)),
    ),
    accounts: accountsOf(named),
    services: sorted(named.flatMap((one) => (one.kind === "service" ? [one.name] : []))),
    federated: sorted(named.flatMap((one) => (one.kind === "federated" ? [one.provider] : []))),
    originAccessIdentities: sorted(named.flatMap((one) => (one.kind === "origin-access-identity" ? [one.arn] : []))),
  });
}

function accountsOf(principals: readonly Principal[]): Tri<string[]> {
  const refused = principals.find((one) => one.kind === "invalid" && /(?<!\d)\d{12}(?!\d)/.test(one.text));
  return refused
    ? undetermined({ what: "S3 refuses a principal that has an account in it.", row: 18, at: null })
    : knownTo(sorted(principals.flatMap((one) => accountOf(one) ?? [])));
}

const sorted = (values: readonly string[]): string[] => [...new Set(values)].sort();
