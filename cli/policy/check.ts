import { accessOf } from "@/lib/policy/access/access-of";
import { compare } from "@/lib/policy/access/compare";
import type { Party } from "@/lib/policy/access/party";
import type { AccessInput } from "@/lib/policy/input";
import { parsePolicy } from "@/lib/policy/language/parse-policy";
import type { Policy } from "@/lib/policy/language/policy";
import { partyWords } from "@/lib/policy/party-words";
import { policyIsPublic, sentence } from "@/lib/policy/public/policy-is-public";
import { rules } from "@/lib/policy/public/rules";
import { requestWords } from "@/lib/policy/request-words";

/** Whose policy it is, and whom it may let in. */
export type Owner = {
  kind: "bucket" | "access-point";
  /** The account that owns the bucket; without it every account that is named is outside. */
  account?: string | undefined;
  /** The organization its account belongs to. */
  organization?: string | undefined;
  /** Accounts of the organization, and partners. */
  trusted: readonly string[];
};

/** What is wrong with a policy, a sentence each. None: it is neither public nor open to anyone outside. */
export type Finding = { what: "public" | "outside" | "wider" | "undetermined" | "invalid"; says: string };

/**
 * Checks a policy as a team's own pipeline would: before it is written.
 * @param text the document
 */
export function checkPolicy(text: string, owner: Owner): Finding[] {
  const policy = parsePolicy(text, owner.kind);
  const broken = issuesOf(policy);
  return [...broken, ...publicFindings(policy), ...(broken.length > 0 ? [] : outsideFindings(policy, owner))];
}

/** What a policy allows that an older one did not, with a request that shows it. */
export function widerThan(text: string, older: string, kind: Owner["kind"]): Finding[] {
  const found = compare(parsePolicy(text, kind), parsePolicy(older, kind));
  if (found.kind === "undetermined") return found.why.map(({ what }) => ({ what: "undetermined", says: what }));
  const { noMorePermissive, witness } = found.value;
  if (noMorePermissive) return [];
  const says = witness
    ? `It allows what the older one does not: ${requestWords(witness)}`
    : "It allows more than the older one";
  return [{ what: "wider", says: `${says}${witness ? circumstances(witness.context) : ""}.` }];
}

function circumstances(context: Readonly<Record<string, readonly string[]>>): string {
  const shown = Object.entries(context).filter(([key]) => !key.startsWith("aws:principal"));
  if (shown.length === 0) return "";
  return `, with ${shown
    .slice(0, 6)
    .map(([key, values]) => `${key} ${values.join(" and ").slice(0, 60)}`)
    .join(", ")}`;
}

const issuesOf = (policy: Policy): Finding[] =>
  [...policy.issues, ...policy.statements.flatMap(({ issues }) => issues)].map(({ kind, at, what }) => ({
    what: kind === "invalid" ? "invalid" : "undetermined",
    says: `At ${at}: ${what}.`,
  }));

function publicFindings(policy: Policy): Finding[] {
  return policyIsPublic(policy)
    .evidence.filter(({ verdict }) => verdict !== "not-public")
    .map((one) => ({
      what: one.verdict === "public" ? "public" : "undetermined",
      says: `${sentence(one)} Rule ${one.row}: ${rules[one.row].what} ${rules[one.row].source}`,
    }));
}

function outsideFindings(policy: Policy, owner: Owner): Finding[] {
  const { outsideOrganization } = accessOf(inputOf(policy, owner));
  if (outsideOrganization.kind === "undetermined") {
    return outsideOrganization.why.map(({ what }) => ({ what: "undetermined", says: what }));
  }
  return outsideOrganization.value
    .filter(({ party }) => !everyone.has(party.kind))
    .map(({ party, witness }) => {
      const name = partyWords(party);
      return {
        what: "outside",
        says: `${name.charAt(0).toUpperCase()}${name.slice(1)} is let in from outside the organization: ${requestWords(witness)}.`,
      };
    });
}

/** That everyone is let in is said by the statements that are public. */
const everyone: ReadonlySet<Party["kind"]> = new Set(["anonymous", "any-account", "any-service"]);

/** What a bucket's policy says that leaves access to its access points. */
const delegation = parsePolicy(
  { Version: "2012-10-17", Statement: { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" } },
  "bucket",
);

/** A pipeline knows the policy alone: no block, no access list and no resource control policy stands before it. */
function inputOf(policy: Policy, { kind, account = "", organization, trusted }: Owner): AccessInput {
  const [, partition = "aws", bucket = ""] =
    policy.statements
      .flatMap(({ resources }) => resources?.values ?? [])
      .map((value) => /^arn:(aws[a-z-]*):s3:::([^/*?]+)/.exec(value))
      .find((match) => match !== null) ?? [];
  const point = { arn: "", networkOrigin: "Internet" as const, policy };
  return {
    kind,
    partition,
    bucket,
    accountId: account,
    orgId: organization ?? null,
    isManagementAccount: false,
    members: [account, ...trusted],
    policy: kind === "bucket" ? policy : delegation,
    ...(kind === "access-point" ? { accessPoint: point } : {}),
    acl: { owner: null, grants: [] },
    ownership: "BucketOwnerEnforced",
    blocks: { bucket: "none", account: "none", organization: "absent" },
    rcps: [],
    trusted: { accounts: [...trusted], organizations: [] },
  };
}
