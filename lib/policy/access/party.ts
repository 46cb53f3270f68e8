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

export type Parties = { all: readonly Party[]; has: (party: Party, atom: CallerAtom) => boolean };

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
  const has = (party: Party, { caller }: CallerAtom): boolean => {
    switch (party.kind) {
      case "anonymous":
        return caller.kind === "anonymous";
      case "account":
        return caller.kind === "aws" && caller.account === party.account;
      case "organization":
        return caller.kind === "aws" && !accounts.has(caller.account) && caller.orgId === party.orgId;
      case "any-account":
        if (caller.kind !== "aws" || accounts.has(caller.account)) return false;
        return caller.orgId === undefined || !organizations.has(caller.orgId);
      case "service":
        return caller.kind === "service" && caller.name.toLowerCase() === party.name;
      case "any-service":
        return caller.kind === "service" && !services.has(caller.name.toLowerCase());
      case "federated":
        return caller.kind === "federated" && caller.provider === party.provider;
      case "canonical-user":
        return caller.kind === "canonical-user" && caller.id === party.id;
      case "origin-access-identity":
        return caller.kind === "origin-access-identity" && caller.id === party.id;
    }
  };
  return { all, has };
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

const of = <K extends Principal["kind"]>(principals: readonly Principal[], kind: K) =>
  principals.filter((one): one is Extract<Principal, { kind: K }> => one.kind === kind);

const written = (conditions: readonly Condition[], key: string, what: RegExp): string[] =>
  conditions
    .filter((one) => one.key.startsWith(key))
    .flatMap(({ values }) => values.flatMap((value) => value.match(what) ?? []));
