import type { Caller } from "../request";
import { type Reason, type Tri, undetermined } from "../tri";
import type { Party } from "./party";
import { reach } from "./reach";
import type { Evidence, Situation } from "./situation";

/** An account may be of the organization or not: access that hangs on that is not known where that is not. */
export function reachOf(situation: Situation, party: Party): Tri<Evidence | null> {
  const orgId = membershipUnknown(situation, party);
  if (orgId === undefined) return reach(situation, { party });
  const outside = reachIf(situation, party, orgId, false);
  if (outside.kind === "undetermined" || outside.value !== null) return outside;
  const inside = reachIf(situation, party, orgId, true);
  return inside.kind === "known" && inside.value === null ? inside : undetermined(membership(party));
}

/** @returns the organization of which it is not known whether a party belongs to it */
export function membershipUnknown({ input }: Situation, party: Party): string | undefined {
  const { accountId, orgId, members } = input;
  if (party.kind !== "account" || party.account === accountId || members) return undefined;
  return orgId === null || orgId === "unread" ? undefined : orgId;
}

export const reachIf = (situation: Situation, party: Party, orgId: string, within: boolean): Tri<Evidence | null> =>
  reach(situation, { party, also: { caller: ({ caller }) => isIn(caller, orgId) === within } });

const isIn = (caller: Caller, orgId: string | null): boolean => caller.kind === "aws" && caller.orgId === orgId;

export const membership = (party: Party): Reason => {
  const who = party.kind === "account" ? `account ${party.account}` : "it";
  return { what: `Whether ${who} belongs to the organization is not known.`, row: null, at: null };
};
