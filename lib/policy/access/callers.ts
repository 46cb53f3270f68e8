import type { Principal, Principals } from "../language/policy";
import type { Caller } from "../request";
import type { Test } from "./condition";
import { type Effort, every, opposite, some, type Truth } from "./effort";
import { domain, type Pattern } from "./pattern";
import { patternsOf, type Values } from "./samples";
import { textsFor } from "./texts";

/** A caller that stands for all whom the statements at hand do not tell apart. */
export type CallerAtom = { caller: Caller; orgPaths: Values };

/** What is known of who owns the bucket and who belongs to it. Undefined where it is not. */
export type Owner = { accountId?: string; orgId?: string | null; members?: ReadonlySet<string> };

export type Callers = { atoms: readonly CallerAtom[]; complete: boolean };

type Mentioned = {
  principals: readonly Principal[];
  tests: ReadonlyMap<string, readonly Test[]>;
  accounts: readonly string[];
  organizations: readonly string[];
};

/**
 * Partitions everybody who can call into those whom the statements tell apart: by their Principal elements and by all
 * keys that follow from who somebody is.
 */
export function callersFor(mentioned: Mentioned, owner: Owner, partition: string, effort: Effort): Callers {
  const { principals, tests } = mentioned;
  const of = <K extends Principal["kind"]>(kind: K) =>
    principals.filter((one): one is Extract<Principal, { kind: K }> => one.kind === kind);
  const arns = arnsFor(mentioned, owner, partition, effort);
  const orgs = organizationsFor(mentioned, owner, effort);
  const sessions = of("identity").filter(({ type }) => type === "assumed-role");
  const aws = arns.values.flatMap((arn) => {
    const account = arn.split(":")[4] ?? "";
    return orgs.values
      .filter(({ orgId }) => canBeIn(account, orgId, owner))
      .map(({ orgId, path }) => {
        const caller = { kind: "aws" as const, account, arn, ...(orgId !== undefined && { orgId }) };
        return { caller, orgPaths: path === undefined ? undefined : [path] };
      });
  });
  const inSession = aws.flatMap(({ caller, orgPaths }) =>
    sessions
      .filter(({ arn }) => isSessionOf(arn, caller.arn))
      .map(({ arn }) => ({ caller: { ...caller, session: arn }, orgPaths })),
  );
  const services = textsFor(
    [...of("service").map(({ name }) => literal(name)), ...patternsOf(tests.get("aws:principalservicename") ?? [])],
    [domain("?*.amazonaws.com")],
    effort,
  );
  const plain = (caller: Caller): CallerAtom => ({ caller, orgPaths: undefined });
  return {
    atoms: [
      plain({ kind: "anonymous" }),
      ...inSession,
      ...aws,
      ...services.values.map((name) => plain({ kind: "service", name })),
      ...of("federated").map(({ provider }) => plain({ kind: "federated", provider })),
      ...of("canonical-user").map(({ id }) => plain({ kind: "canonical-user", id })),
      ...of("origin-access-identity").map(({ id }) => plain({ kind: "origin-access-identity", id })),
    ],
    complete: arns.complete && orgs.complete && services.complete,
  };
}

type Membership = { orgId: string | undefined; path: string | undefined };

/** Organizations the statements tell apart, with the place in them of an account; and no organization at all. */
function organizationsFor({ tests, organizations }: Mentioned, owner: Owner, effort: Effort) {
  const paths = tests.get("aws:principalorgpaths");
  const named = [...organizations, ...(owner.orgId ? [owner.orgId] : [])];
  const ids = [...patternsOf(tests.get("aws:principalorgid") ?? []), ...named.map(literal)];
  const patterns = [
    ...patternsOf(paths ?? []),
    ...ids.map(({ places }) => ({ places: [...places, ...domain("/*").places], variable: false })),
  ];
  const found = textsFor(patterns, [domain("o-?+/r-?+/*")], effort);
  const values: Membership[] = found.values.map((path) => ({
    orgId: path.slice(0, path.indexOf("/")),
    path: paths ? path : undefined,
  }));
  return { values: [...values, { orgId: undefined, path: undefined }], complete: found.complete };
}

/** Whether an account can be in an organization, by what is known of the owner's. */
function canBeIn(account: string, orgId: string | undefined, owner: Owner): boolean {
  if (owner.orgId === undefined) return true;
  const isMember = account === owner.accountId || owner.members?.has(account);
  if (isMember) return orgId === (owner.orgId ?? undefined);
  return owner.members === undefined || orgId === undefined || orgId !== owner.orgId;
}

function arnsFor({ principals, tests, accounts }: Mentioned, owner: Owner, partition: string, effort: Effort) {
  const named = new Set([...accounts, ...(owner.accountId ? [owner.accountId] : [])]);
  for (const one of principals) if (one.kind === "account" || one.kind === "identity") named.add(one.account);
  const start = `arn:${partition}`;
  const patterns = [...named].flatMap((account) => [
    domain(`${start}:iam::${account}:*`),
    domain(`${start}:sts::${account}:*`),
  ]);
  for (const one of principals) if (one.kind === "identity") patterns.push(literal(roleOf(one.arn) ?? one.arn));
  patterns.push(...patternsOf(tests.get("aws:principalarn") ?? []));
  const around = (before: string, { places }: Pattern, end: string): Pattern => ({
    places: [...domain(before).places, ...places, ...domain(end).places],
    variable: false,
  });
  for (const one of patternsOf(tests.get("aws:principalaccount") ?? [])) {
    patterns.push(around(`${start}:iam::`, one, ":*"), around(`${start}:sts::`, one, ":*"));
  }
  for (const one of patternsOf(tests.get("aws:username") ?? [])) {
    patterns.push(around(`${start}:iam::############:user/`, one, ""));
  }
  const domains = [`${start}:iam::############:root`, `${start}:iam::############:role/?*`];
  domains.push(`${start}:iam::############:user/?*`, `${start}:sts::############:federated-user/?*`);
  return textsFor(patterns, domains.map(domain), effort);
}

const literal = (text: string): Pattern => ({
  places: [...text].map((char) => ({ fits: [char], star: false })),
  variable: false,
});

/** The role's ARN of a session's, without its path, which a session's does not have. */
function roleOf(session: string): string | undefined {
  const [, start, account, name] = /^(arn:[a-z-]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(session) ?? [];
  return name === undefined ? undefined : `${start}:iam::${account}:role/${name}`;
}

function isSessionOf(session: string, role: string): boolean {
  const of = roleOf(session);
  if (of === undefined || !role.includes(":role/")) return false;
  const [account, name] = [role.split(":")[4], role.split("/").at(-1)];
  return of.split(":")[4] === account && of.split("/").at(-1) === name;
}

/**
 * Whether a statement's Principal or NotPrincipal element names a caller. A canonical user is an account whose number
 * is not known: it is looked at by itself, and the accounts that are looked at are others.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 * @param principals null in policies that name none: they are for everybody whom they reach
 */
export function names(principals: Principals | null, effect: "Allow" | "Deny", caller: Caller): Truth {
  if (principals === null) return true;
  if (!principals.not) return some(principals.values.map((one) => isNamed(one, effect, caller)));
  return opposite(exempt(principals.values, effect, caller));
}

function isNamed(principal: Principal, effect: "Allow" | "Deny", caller: Caller): Truth {
  switch (principal.kind) {
    case "everyone":
      return true;
    case "account":
      if (caller.kind === "canonical-user" && effect === "Deny") return null;
      return caller.kind === "aws" && caller.account === principal.account;
    case "identity":
      if (caller.kind === "canonical-user" && effect === "Deny") return null;
      return caller.kind === "aws" && isIdentity(principal.arn, caller);
    case "canonical-user":
      return caller.kind === "canonical-user" && caller.id === principal.id;
    case "origin-access-identity":
      return caller.kind === "origin-access-identity" && caller.id === principal.id;
    case "service":
      return caller.kind === "service" && caller.name.toLowerCase() === principal.name.toLowerCase();
    case "federated":
      return caller.kind === "federated" && caller.provider === principal.provider;
    // IAM keeps the unique id of who was deleted: nobody has it any more.
    case "deleted":
      return false;
    case "invalid":
      return caller.kind === "anonymous" ? false : null;
  }
}

const isIdentity = (arn: string, caller: Extract<Caller, { kind: "aws" }>): boolean =>
  caller.arn === arn || caller.session === arn;

/** NotPrincipal spares a caller only where each of its names stands in it: session, role and account. */
function exempt(values: readonly Principal[], effect: "Allow" | "Deny", caller: Caller): Truth {
  const named = some(values.map((one) => isNamed(one, effect, caller)));
  if (caller.kind !== "aws" || named === false) return named;
  if (values.some(({ kind }) => kind === "everyone")) return true;
  const account = values.some((one) => one.kind === "account" && one.account === caller.account);
  if (caller.arn.endsWith(":root")) return account || null;
  const identity = values.some((one) => one.kind === "identity" && isIdentity(one.arn, caller));
  if (!identity) return named === null ? null : false;
  const session = values.some((one) => one.kind === "identity" && one.arn === caller.session);
  return every([account || null, caller.arn.includes(":role/") ? session || null : true]);
}

/**
 * The values of keys that follow from who calls.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 * @returns several where it is not known which of them it is; null where nothing is known of it
 */
export function valuesOfCaller({ caller, orgPaths }: CallerAtom, key: string): readonly Values[] | null {
  switch (key) {
    case "aws:principaltype":
      if (caller.kind === "anonymous") return [["Anonymous"]];
      return caller.kind === "aws" ? [[typeOf(caller.arn)]] : null;
    case "aws:principalisawsservice":
      return [caller.kind === "anonymous" ? undefined : [String(caller.kind === "service")]];
    case "aws:principalservicename":
      return [caller.kind === "service" ? [caller.name] : undefined];
  }
  if (caller.kind === "aws") return [valuesOfIdentity(caller, orgPaths, key)];
  // "In all requests", says the page of this one, and not what it is in a service's.
  if (key === "aws:principalaccount" && caller.kind === "anonymous") return [["anonymous"]];
  if (key === "aws:principalaccount" && caller.kind === "service") return [undefined, ["service"]];
  return caller.kind === "anonymous" || caller.kind === "service" ? [undefined] : null;
}

function valuesOfIdentity(caller: Extract<Caller, { kind: "aws" }>, orgPaths: Values, key: string): Values {
  switch (key) {
    case "aws:principalarn":
      return [caller.arn];
    case "aws:principalaccount":
      return [caller.account];
    case "aws:principalorgid":
      return caller.orgId === undefined ? undefined : [caller.orgId];
    case "aws:principalorgpaths":
      return orgPaths;
    case "aws:username":
      return caller.arn.includes(":user/") ? [caller.arn.split("/").at(-1) ?? ""] : undefined;
    default:
      return undefined;
  }
}

function typeOf(arn: string): string {
  if (arn.endsWith(":root")) return "Account";
  if (arn.includes(":federated-user/")) return "FederatedUser";
  return arn.includes(":user/") ? "User" : "AssumedRole";
}
