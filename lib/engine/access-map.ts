import { type AccessAnswers, accessOf } from "@/lib/policy/access/access-of";
import type { AccessGrant } from "@/lib/policy/access/grants";
import type { Party } from "@/lib/policy/access/party";
import type { SourceRef } from "@/lib/policy/access/situation";
import type { AccessInput } from "@/lib/policy/input";
import { policyIsPublic } from "@/lib/policy/public/policy-is-public";

/** The kinds of access people ask about, in the order of their columns. */
export const accessKinds = ["list", "read", "write", "permissions"] as const;

export type AccessKind = (typeof accessKinds)[number];

/**
 * Whether somebody belongs to the owner's account, to its organization, to neither, or nobody knows. `conditional`:
 * anyone who meets conditions that keep the statement from being public, as coming from certain addresses.
 */
export type Place = "everyone" | "conditional" | "own" | "organization" | "trusted" | "outside" | "service" | "unknown";

/** Somebody who can reach a bucket by its policy or its access list, and what for. */
export type Reach = {
  party: Party;
  place: Place;
  access: Readonly<Record<AccessKind, "yes" | "no" | "unknown">>;
  /** The statements and grants that let them in. */
  by: readonly SourceRef[];
};

export type AccessMap = {
  reaches: readonly Reach[];
  /** Statements and grants that let nobody in, and what keeps them from it. */
  void: readonly { by: SourceRef; blockedBy: AccessGrant["blockedBy"] }[];
  /** Why the list may be short. */
  unread: readonly string[];
};

/**
 * Who can reach a bucket after Deny, ownership, block public access and resource control policies. Identity policies
 * are not among what is read: whoever a statement names is taken to be allowed by their own.
 */
export function accessMap(input: AccessInput, answers: Pick<AccessAnswers, "grants"> = accessOf(input)): AccessMap {
  const reaches = new Map<string, Reach>();
  const unread = new Set<string>();
  for (const { by, who, unsure, access } of answers.grants) {
    for (const { what } of unsure) unread.add(what);
    for (const party of who) {
      const key = JSON.stringify(party);
      const before = reaches.get(key);
      reaches.set(key, {
        party,
        place: placeOf(party, input),
        access: merged(before?.access, access),
        by: [...(before?.by ?? []), by],
      });
    }
  }
  const [issue] = input.policy === "unread" || input.policy === null ? [] : input.policy.issues;
  if (issue) unread.add(`The policy is not understood: at ${issue.at}, ${issue.what}.`);
  if (input.policy === "unread") unread.add("The bucket's policy could not be read.");
  if (input.acl === "unread" && input.ownership !== "BucketOwnerEnforced")
    unread.add("The access list could not be read.");
  const open = openStatements(input);
  for (const [key, one] of reaches) {
    const isClosed = ({ policy, index }: SourceRef) => policy === "bucket" && !open.has(index);
    if (one.place === "everyone" && one.by.every(isClosed)) reaches.set(key, { ...one, place: "conditional" });
  }
  const anyone = [...reaches.values()].find(({ party }) => party.kind === "anonymous");
  return {
    reaches: [...reaches.values()]
      .filter((one) => !isImplied(one, anyone))
      .sort((a, b) => rank[a.place] - rank[b.place]),
    void: answers.grants.flatMap(({ by, blockedBy }) => (blockedBy.length > 0 ? [{ by, blockedBy }] : [])),
    unread: [...unread],
  };
}

/** What anyone can do, anyone with an AWS account and any AWS service can do too. */
const isImplied = ({ party, access }: Reach, anyone: Reach | undefined): boolean =>
  (party.kind === "any-account" || party.kind === "any-service") &&
  anyone !== undefined &&
  accessKinds.every((kind) => access[kind] === "no" || anyone.access[kind] === "yes");

/** The statements of the bucket's policy that are public by AWS's rules, or may be. */
function openStatements({ policy }: AccessInput): ReadonlySet<number> {
  if (policy === null || policy === "unread") return new Set();
  const { evidence } = policyIsPublic(policy);
  return new Set(evidence.filter(({ verdict }) => verdict !== "not-public").map(({ statement }) => statement));
}

const rank: Readonly<Record<Place, number>> = {
  everyone: 0,
  conditional: 1,
  outside: 2,
  unknown: 3,
  trusted: 4,
  organization: 5,
  service: 6,
  own: 7,
};

function merged(before: Reach["access"] | undefined, access: AccessGrant["access"]): Reach["access"] {
  const given: ReadonlySet<string> = new Set(access);
  const one = (kind: AccessKind) => (before?.[kind] === "yes" || given.has(kind) ? "yes" : "no");
  return { list: one("list"), read: one("read"), write: one("write"), permissions: one("permissions") };
}

function placeOf(party: Party, { accountId, acl, orgId, members, trusted }: AccessInput): Place {
  switch (party.kind) {
    case "anonymous":
    case "any-account":
      return "everyone";
    case "account":
      if (party.account === accountId) return "own";
      if (trusted.accounts.includes(party.account)) return "trusted";
      if (members === undefined) return "unknown";
      return members.includes(party.account) ? "organization" : "outside";
    case "organization":
      if (trusted.organizations.includes(party.orgId)) return "trusted";
      return orgId === "unread" ? "unknown" : party.orgId === orgId ? "organization" : "outside";
    case "service":
    case "any-service":
    case "origin-access-identity":
      return "service";
    case "federated":
      return "outside";
    case "canonical-user":
      // Whose account it is, AWS tells nobody else.
      return acl !== "unread" && acl.owner === party.id ? "own" : "unknown";
  }
}
