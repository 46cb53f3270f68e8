import type { Condition, Policy, Principal } from "../language/policy";
import type { CallerAtom } from "./callers";

/** Somebody who can have access, as people name them. */
export type Party =
  | { kind: "anonymous" }
  /** Any AWS account there is that is not named. */
  | { kind: "any-account" }
  | { kind: "account"; account: string }
  /** Accounts of an organization, beside those that are named. */
  | { kind: "organization"; orgId: string }
  | { kind: "service"; name: string }
  | { kind: "any-service" }
  | { kind: "federated"; provider: string }
  | { kind: "canonical-user"; id: string }
  | { kind: "origin-access-identity"; id: string };

/** Everybody, and of each caller the name of the party it stands for. */
export type Parties = { all: readonly Party[]; partyOf: (atom: CallerAtom) => string | undefined };

/** @returns what no other party is called */
export const nameOfParty = (party: Party): string => Object.values(party).join(" ");

/**
 * Everybody the policies name, and those whom they may let in without naming them.
 * @param known accounts and organizations to tell apart though nobody names them
 */
export function partiesOf(
  policies: readonly Policy[],
  known: { accounts: readonly string[]; organizations: readonly string[] },
): Parties {
  const statements = policies.flatMap((policy) => policy.statements);
  const principals = statements.flatMap((one) => one.principals?.values ?? []);
  const conditions = statements.flatMap((one) => one.conditions);
  const accounts = new Set([
    ...known.accounts,
    ...principals.flatMap((one) => ("account" in one ? [one.account] : [])),
    ...written(conditions, "aws:principal", /(?<!\d)\d{12}(?!\d)/g),
  ]);
  const organizations = new Set([
    ...known.organizations,
    ...written(conditions, "aws:principalorg", /\bo-[a-z0-9]{4,32}\b/g),
  ]);
  const services = new Set([
    ...of(principals, "service").map(({ name }) => name.toLowerCase()),
    ...written(conditions, "aws:principalservicename", /^[a-z0-9.-]+$/g),
  ]);
  const all: Party[] = [
    { kind: "anonymous" },
    { kind: "any-account" },
    ...[...accounts].map((account): Party => ({ kind: "account", account })),
    ...[...organizations].map((orgId): Party => ({ kind: "organization", orgId })),
    ...[...services].map((name): Party => ({ kind: "service", name })),
    { kind: "any-service" },
    ...unique(of(principals, "federated").map(({ provider }) => provider)).map(
      (provider): Party => ({ kind: "federated", provider }),
    ),
    ...unique(of(principals, "canonical-user").map(({ id }) => id)).map(
      (id): Party => ({ kind: "canonical-user", id }),
    ),
    ...unique(of(principals, "origin-access-identity").map(({ id }) => id)).map(
      (id): Party => ({ kind: "origin-access-identity", id }),
    ),
  ];
  const names = new Set(all.map(nameOfParty));
  const called = (...options: readonly string[]) => options.find((name) => names.has(name));
  const partyOf = ({ caller }: CallerAtom): string | undefined => {
    switch (caller.kind) {
      case "anonymous":
        return called("anonymous");
      case "aws":
        if (accounts.has(caller.account)) return called(`account ${caller.account}`);
        return called(`organization ${caller.orgId}`, "any-account");
      case "service":
        return called(`service ${caller.name.toLowerCase()}`, "any-service");
      case "federated":
        return called(`federated ${caller.provider}`);
      default:
        return called(`${caller.kind} ${caller.id}`);
    }
  };
  return { all, partyOf };
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

const of = <K extends Principal["kind"]>(principals: readonly Principal[], kind: K) =>
  principals.filter((one): one is Extract<Principal, { kind: K }> => one.kind === kind);

const written = (conditions: readonly Condition[], key: string, what: RegExp): string[] =>
  conditions
    .filter((one) => one.key.startsWith(key))
    .flatMap(({ values }) => values.flatMap((value) => value.match(what) ?? []));
