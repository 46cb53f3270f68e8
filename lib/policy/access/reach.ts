import { knownTo, type Reason, type Tri, undetermined } from "../tri";
import { every, opposite } from "./effort";
import { type Found, find, type Question } from "./find";
import type { Party } from "./party";
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
  const why: Reason[] = [];
  if (isCut(situation, sought.party)) {
    const { restricted } = situation;
    if (restricted.kind === "known" && restricted.value) return knownTo(null);
    if (restricted.kind === "undetermined") why.push(...restricted.why);
  }
  const { bucket, acl } = situation.allows;
  const byPolicy = look(situation, sought, bucket);
  const byAcl = voided(situation, sought.party);
  const listed = byAcl === true ? ({ kind: "none" } as const) : look(situation, sought, acl);
  const doubts = [...why, ...situation.mayDeny];
  for (const [found, more] of [
    [byPolicy, doubts],
    [listed, byAcl === false || byAcl === true ? doubts : [...doubts, ...byAcl]],
  ] as const) {
    if (found.kind === "found" && more.length === 0) {
      return knownTo(evidenceOf(situation, allowing(situation), found.request, found.holding));
    }
  }
  const either = [byPolicy, listed];
  if (either.every(({ kind }) => kind === "none") && situation.mayAllow.length === 0) return knownTo(null);
  const reasons = either.flatMap((found) => (found.kind === "unknown" ? found.why : []));
  if (listed.kind === "found" && typeof byAcl !== "boolean") reasons.push(...byAcl);
  const open = either.some(({ kind }) => kind === "found") ? doubts : situation.mayAllow;
  return undetermined(...reasons, ...open);
}

export const allowing = ({ allows }: Situation): Bits => allows.bucket | allows.accessPoint | allows.acl;

/** Looks for a request of the party that one of these statements allows and nothing denies. */
export function look(
  situation: Situation,
  { party, also }: Sought,
  allows: Bits,
  denies: Bits = situation.denies.own | situation.denies.rcp,
  point: Bits | null = situation.through ? situation.allows.accessPoint : null,
): Found {
  const { space, parties, through, input } = situation;
  const onlyEndpoints = through && input.accessPoint?.networkOrigin === "VPC";
  return find(space, {
    ...also,
    // Access points take requests over TLS only.
    ...(through && { tls: true }),
    ...(onlyEndpoints && { from: "endpoint" as const }),
    decide: (holding) =>
      every([anyOf(allows, holding), point === null ? true : anyOf(point, holding), opposite(anyOf(denies, holding))]),
    caller: (atom) => parties.has(party, atom) && (also?.caller?.(atom) ?? true),
  });
}

/** Whether RestrictPublicBuckets cuts a party off where it is in effect. */
function isCut({ input }: Situation, party: Party): boolean {
  if (party.kind === "service" || party.kind === "any-service") return false;
  return !(party.kind === "account" && party.account === input.accountId);
}

/** Whether the access list gives nothing to a party; or why that is not known. */
function voided({ aclVoid }: Situation, party: Party): boolean | readonly Reason[] {
  const { toAll, toPublic } = aclVoid;
  if (toAll.kind === "known" && toAll.value) return true;
  const named = party.kind === "canonical-user" || party.kind === "service";
  if (!named && toPublic.kind === "known" && toPublic.value) return true;
  const why = [toAll, ...(named ? [] : [toPublic])].flatMap((one) => (one.kind === "undetermined" ? one.why : []));
  return why.length > 0 ? why : false;
}
