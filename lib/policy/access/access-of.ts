import type { AccessInput } from "../input";
import { knownTo, type Reason, type Tri, undetermined } from "../tri";
import { distinct, type Question } from "./find";
import { type AccessGrant, grantsOf } from "./grants";
import { membership, membershipUnknown, reachIf, reachOf } from "./membership";
import type { Party } from "./party";
import { reach } from "./reach";
import type { Values } from "./samples";
import { type Evidence, type Situation, situationOf } from "./situation";

/** Somebody from outside who has access. */
export type Outsider = Evidence & {
  party: Party;
  /** Of a service: it may act for resources of other accounts too. */
  forOthers: boolean;
};

export type PublicClass = "read" | "list" | "write" | "permissions";

export type AccessAnswers = {
  /** Every Allow statement and every grant of the access list, with what is left of it. */
  grants: readonly AccessGrant[];
  /** What somebody who has not signed in can do; null where nothing of the kind. */
  anonymousAccess: Readonly<Record<PublicClass, Tri<Evidence | null>>>;
  /** Everybody who may come from outside the owner's account, each with what is known of their access. */
  byParty: readonly { party: Party; access: Tri<Evidence | null> }[];
  /** Who has access from outside the owner's account. Undetermined for one of them means for the list. */
  outsideAccount: Tri<readonly Outsider[]>;
  /** Who has access from outside the organization, and is not trusted. */
  outsideOrganization: Tri<readonly Outsider[]>;
};

/**
 * Who has access to a bucket or an access point, from its policies and its access list, after Deny, ownership, block
 * public access and resource control policies. Policies of callers' own accounts and of VPC endpoints are taken to
 * allow; access lists of single objects are not looked at.
 */
export function accessOf(input: AccessInput): AccessAnswers {
  const situation = situationOf(input);
  const classOf = (access: PublicClass): Tri<Evidence | null> =>
    reach(situation, { party: { kind: "anonymous" }, also: { action: (action) => action.access === access } });
  const all = situation.parties
    .filter((party) => !isOwner(party, input))
    .map((party) => ({ party, answer: reachOf(situation, party) }));
  // Whose distribution an identity of CloudFront belongs to is not known; it is told of by party.
  const outside = all.filter(({ party }) => party.kind !== "origin-access-identity");
  return {
    grants: grantsOf(situation),
    anonymousAccess: {
      read: classOf("read"),
      list: classOf("list"),
      write: classOf("write"),
      permissions: classOf("permissions"),
    },
    byParty: all.map(({ party, answer }) => ({ party, access: answer })),
    outsideAccount: together(outside.map((one) => outsider(situation, one))),
    outsideOrganization: together(
      outside.filter(({ party }) => !isTrusted(party, input)).map((one) => beyond(situation, one)),
    ),
  };
}

type Answered = { party: Party; answer: Tri<Evidence | null> };

const isOwner = (party: Party, { accountId, acl }: AccessInput): boolean =>
  (party.kind === "account" && party.account === accountId) ||
  (party.kind === "canonical-user" && acl !== "unread" && acl.owner === party.id);

function isTrusted(party: Party, { trusted, orgId, members }: AccessInput): boolean {
  if (party.kind === "organization") return party.orgId === orgId || trusted.organizations.includes(party.orgId);
  return party.kind === "account" && (trusted.accounts.includes(party.account) || !!members?.includes(party.account));
}

function outsider(situation: Situation, { party, answer }: Answered): Tri<Outsider | null> {
  if (answer.kind === "undetermined") return answer;
  if (answer.value === null) return knownTo(null);
  return knownTo({ ...answer.value, party, forOthers: isService(party) && forOthers(situation, party) });
}

/** As `outsider`, of accounts only where they are not of the organization, and of services where they act for others. */
function beyond(situation: Situation, one: Answered): Tri<Outsider | null> {
  const { party } = one;
  const orgId = membershipUnknown(situation, party);
  if (orgId !== undefined) {
    const found = reachIf(situation, party, orgId, false);
    // Let in from outside the organization: it is outside only if it does not belong to it.
    return found.kind === "undetermined" || found.value !== null ? undetermined(membership(party)) : knownTo(null);
  }
  const found = outsider(situation, one);
  if (found.kind === "undetermined" || found.value === null) return found;
  if (situation.input.orgId === "unread" && party.kind === "account") return undetermined(membership(party));
  return isService(party) && !found.value.forOthers ? knownTo(null) : found;
}

const isService = ({ kind }: Party): boolean => kind === "service" || kind === "any-service";

/** Whether a service has access also where it acts for what belongs to another account. */
function forOthers(situation: Situation, party: Party): boolean {
  const { accountId, orgId } = situation.input;
  const not = (own: unknown) => (values: Values) => values === undefined || values[0] !== own;
  const also: Omit<Question, "decide"> = {
    keep: new Map([
      ["aws:sourceaccount", not(accountId)],
      ["aws:sourceowner", not(accountId)],
      ["aws:sourceorgid", not(orgId)],
      ["aws:sourceorgpaths", (values: Values) => !values?.some((path) => path.startsWith(`${orgId}/`))],
      [
        "aws:sourcearn",
        (values: Values) => values === undefined || !["", accountId].includes(values[0]?.split(":")[4] ?? ""),
      ],
    ]),
  };
  const found = reach(situation, { party, also });
  return found.kind === "undetermined" || found.value !== null;
}

function together(answers: readonly Tri<Outsider | null>[]): Tri<readonly Outsider[]> {
  const why: Reason[] = answers.flatMap((one) => (one.kind === "undetermined" ? one.why : []));
  if (why.length > 0) return undetermined(...distinct(why));
  return knownTo(answers.flatMap((one) => (one.kind === "known" && one.value ? [one.value] : [])));
}
