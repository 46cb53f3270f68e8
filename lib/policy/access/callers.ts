import type { Principal } from "../language/policy";
import type { Caller } from "../request";
import type { Test } from "./condition";
import type { Effort } from "./effort";
import { keptTextsFor } from "./kept-texts";
import { domain, literal, made, type Pattern } from "./pattern";
import { patternsOf, type Values } from "./samples";

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
  const sessions = Map.groupBy(
    of("identity").filter(({ type }) => type === "assumed-role"),
    ({ arn }) => roleIn(roleOf(arn) ?? ""),
  );
  const aws = arns.values.flatMap((arn) => {
    const account = arn.split(":")[4] ?? "";
    if (!effort.spend(8 * orgs.values.length)) return [];
    return orgs.values
      .filter(({ orgId }) => canBeIn(account, orgId, owner))
      .map(({ orgId, path }) => {
        const caller = { kind: "aws" as const, account, arn, ...(orgId !== undefined && { orgId }) };
        return { caller, orgPaths: path === undefined ? undefined : [path] };
      });
  });
  const inSession = aws.flatMap(({ caller, orgPaths }) =>
    (sessions.get(roleIn(caller.arn) ?? "") ?? []).map(({ arn }) => ({
      caller: { ...caller, session: arn },
      orgPaths,
    })),
  );
  const services = keptTextsFor(
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
    complete: arns.complete && orgs.complete && services.complete && !effort.spent,
  };
}

type Membership = { orgId: string | undefined; path: string | undefined };

/** Organizations the statements tell apart, with the place in them of an account; and no organization at all. */
function organizationsFor({ tests, organizations }: Mentioned, owner: Owner, effort: Effort) {
  const paths = tests.get("aws:principalorgpaths");
  const named = [...organizations, ...(owner.orgId ? [owner.orgId] : [])];
  const ids = [...patternsOf(tests.get("aws:principalorgid") ?? []), ...named.map(literal)];
  const patterns = [...patternsOf(paths ?? []), ...ids.map(({ places }) => made([...places, ...domain("/*").places]))];
  const found = keptTextsFor(patterns, [domain("o-?+/r-?+/*")], effort);
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
  const around = (before: string, { places }: Pattern, end: string): Pattern =>
    made([...domain(before).places, ...places, ...domain(end).places]);
  for (const one of patternsOf(tests.get("aws:principalaccount") ?? [])) {
    patterns.push(around(`${start}:iam::`, one, ":*"), around(`${start}:sts::`, one, ":*"));
  }
  for (const one of patternsOf(tests.get("aws:username") ?? [])) {
    patterns.push(around(`${start}:iam::############:user/`, one, ""));
  }
  const domains = [`${start}:iam::############:root`, `${start}:iam::############:role/?*`];
  domains.push(`${start}:iam::############:user/?*`, `${start}:sts::############:federated-user/?*`);
  return keptTextsFor(patterns, domains.map(domain), effort);
}

/** The role's ARN of a session's, without its path, which a session's does not have. */
function roleOf(session: string): string | undefined {
  const [, start, account, name] = /^(arn:[a-z-]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(session) ?? [];
  return name === undefined ? undefined : `${start}:iam::${account}:role/${name}`;
}

/** A role's account and its name without its path: what a session's ARN tells of it. */
const roleIn = (arn: string): string | undefined =>
  arn.includes(":role/") ? `${arn.split(":")[4]} ${arn.split("/").at(-1)}` : undefined;
