import { knownTo, type Reason, type Tri, undetermined } from "../tri";
import { distinct, type Found, find, type Question } from "./find";
import { nameOfParty, type Party } from "./party";
import { anyOf, type Bits } from "./sets";
import { type Evidence, evidenceOf, type Situation } from "./situation";

/** Whom and what to look for. */
export type Sought = { party: Party; also?: Omit<Question, "decide"> };

/**
 * Whether somebody has access: by the policies or by the access list, after everything that denies, and after block
 * public access. Policies of the caller's own account and of a VPC endpoint are taken to allow.
 * @returns null where nobody of the party has
 */
export function reach(situation: Situation, sought: Sought): Tri<Evidence | null> {
  const { allows, mayAllow, mayDeny, restricted } = situation;
  const cut: Tri<boolean> = isCut(situation, sought.party) ? restricted : knownTo(false);
  const unsure = cut.kind === "undetermined" ? cut.why : cut.value ? [listUnclear] : [];
  const sources: Source[] = [];
  if (cut.kind === "undetermined" || !cut.value) {
    const found = look(situation, sought, allows.bucket);
    sources.push({ found, hidden: mayAllow.policy, doubts: [...unsure, ...mayDeny] });
  }
  const { toAll, toPublic } = situation.aclVoid;
  for (const [list, voids] of [
    [allows.aclPublic, [toAll, toPublic]],
    [allows.aclNamed, [toAll]],
  ] as const) {
    if (voids.some((one) => one.kind === "known" && one.value)) continue;
    const open = voids.flatMap((one) => (one.kind === "undetermined" ? one.why : []));
    const found = look(situation, sought, list);
    sources.push({ found, hidden: mayAllow.list, doubts: [...unsure, ...open, ...mayDeny] });
  }
  for (const { found, doubts } of sources) {
    if (found.kind === "found" && doubts.length === 0) {
      return knownTo(evidenceOf(situation, allowing(situation), found.request, found.holding));
    }
  }
  const why = sources.flatMap(({ found, hidden, doubts }) => {
    if (found.kind === "none") return hidden;
    return found.kind === "found" ? doubts : [...found.why, ...doubts];
  });
  return why.length > 0 ? undetermined(...distinct(why)) : knownTo(null);
}

/** Where access may come from: what was found there, what could not be read of it, and what may keep it from counting. */
type Source = { found: Found; hidden: readonly Reason[]; doubts: readonly Reason[] };

const nothing = { kind: "none" } as const;

const listUnclear: Reason = {
  what: "Whether RestrictPublicBuckets also cuts off those whom the access list lets in is not documented.",
  row: null,
  at: null,
};

export const allowing = ({ allows }: Situation): Bits =>
  allows.bucket | allows.accessPoint | allows.aclPublic | allows.aclNamed;

/** Looks for a request of the party that one of these statements allows and nothing denies. */
export function look(
  situation: Situation,
  { party, also }: Sought,
  allows: Bits,
  denies: Bits = situation.denies.own | situation.denies.rcp,
  point: Bits | null = situation.through ? situation.allows.accessPoint : null,
): Found {
  const { space, callersOf, through, input } = situation;
  const callers = callersOf.get(nameOfParty(party)) ?? [];
  const isComplete = space.gaps.length === 0 && !space.effort.spent;
  if (isComplete && callers.every(({ holds }) => (holds.may & allows) === 0n)) return nothing;
  const onlyEndpoints = through && input.accessPoint?.networkOrigin === "VPC";
  return find(space, {
    ...also,
    // Access points take requests over TLS only.
    ...(through && { tls: true }),
    ...(onlyEndpoints && { from: "endpoint" as const }),
    decide: (holding) => {
      const allowed = anyOf(allows, holding);
      if (allowed === false) return false;
      const denied = anyOf(denies, holding);
      if (denied === true) return false;
      const letIn = point === null ? true : anyOf(point, holding);
      if (letIn === false) return false;
      return allowed === null || denied === null || letIn === null ? null : true;
    },
    callers,
  });
}

/** Whether RestrictPublicBuckets cuts a party off where it is in effect. */
function isCut({ input }: Situation, party: Party): boolean {
  if (party.kind === "service" || party.kind === "any-service") return false;
  return !(party.kind === "account" && party.account === input.accountId);
}
