import type { Statement } from "../language/policy";
import type { Request } from "../request";
import type { Reason } from "../tri";
import { coveredActions } from "./covered-actions";
import { distinct, type Found } from "./find";
import { reachOf } from "./membership";
import type { Party } from "./party";
import { allowing, look } from "./reach";
import { type Access, s3Actions } from "./s3-actions";
import { type Bits, bitsOf, places } from "./sets";
import type { Situation, SourceRef } from "./situation";
import { conditionsInWords } from "./words";

/** What keeps a grant from giving anything. `itself`: it is for nothing of this bucket, or its conditions exclude all. */
export type Blocker = "itself" | "deny" | "access-point" | "rcp" | "ownership" | "block";

/** One Allow statement, or one grant of an access list, and what is left of it. */
export type AccessGrant = {
  by: SourceRef;
  /** Whom it surely lets in, after everything that denies. */
  who: readonly Party[];
  /** Why it may let in more than those; empty where it does not. */
  unsure: readonly Reason[];
  access: readonly Access[];
  /** As written. */
  actions: Statement["actions"];
  resources: Statement["resources"];
  conditions: readonly string[];
  /** Empty where it lets somebody in. */
  blockedBy: readonly Blocker[];
  witness: Request | null;
};

/** Every Allow statement and every grant, with what is left of each. */
export function grantsOf(situation: Situation): AccessGrant[] {
  const { space } = situation;
  return places(allowing(situation)).flatMap((place): AccessGrant[] => {
    const [one, by] = [space.statements[place], situation.refOf(place)];
    if (!one || !by) return [];
    const { statement } = one;
    const covered = coveredActions(one, space.effort);
    const names = s3Actions.filter((_, index) => covered[index] !== false);
    return [
      {
        by,
        ...whoBy(situation, place),
        access: [...new Set(names.map(({ access }) => access))],
        actions: statement.actions,
        resources: statement.resources,
        conditions: conditionsInWords(statement),
      },
    ];
  });
}

/** The situation as it would be with one Allow statement only. */
function only(situation: Situation, place: number): Situation {
  const { allows, space } = situation;
  const one = bitsOf(space.statements, (_, index) => index === place);
  const isPoint = (allows.accessPoint & one) !== 0n;
  // A statement of the access point needs one of the bucket's beside it, and the other way round.
  return isPoint
    ? { ...situation, allows: { ...allows, accessPoint: one } }
    : {
        ...situation,
        allows: {
          ...allows,
          bucket: allows.bucket & one,
          aclPublic: allows.aclPublic & one,
          aclNamed: allows.aclNamed & one,
        },
      };
}

function whoBy(situation: Situation, place: number): Pick<AccessGrant, "who" | "unsure" | "blockedBy" | "witness"> {
  const alone = only(situation, place);
  const answers = situation.parties.map((party) => ({ party, answer: reachOf(alone, party) }));
  const found = answers.flatMap(({ party, answer }) =>
    answer.kind === "known" && answer.value ? [{ party, witness: answer.value.witness }] : [],
  );
  const unsure = distinct(answers.flatMap(({ answer }) => (answer.kind === "undetermined" ? answer.why : [])));
  const who = found.map(({ party }) => party);
  const none = who.length === 0 && unsure.length === 0;
  return { who, unsure, witness: found[0]?.witness ?? null, blockedBy: none ? blockersOf(alone, place) : [] };
}

/** What takes the last request from a grant, in the order in which it is looked at. */
function blockersOf(alone: Situation, place: number): Blocker[] {
  const { allows, denies, parties, space, through } = alone;
  const one = bitsOf(space.statements, (_, index) => index === place);
  const stage = (need: Bits, deny: Bits, point: Bits | null): boolean =>
    parties.some((party) => isLeft(look(alone, { party }, need, deny, point)));
  if (!stage(one, 0n, null)) return ["itself"];
  const point = through ? allows.accessPoint : null;
  const need = allows.bucket | allows.aclPublic | allows.aclNamed;
  if (!stage(need, 0n, point)) return ["access-point"];
  if (!stage(need, denies.own, point)) return ["deny"];
  if (!stage(need, denies.own | denies.rcp, point)) return ["rcp"];
  const { toAll } = alone.aclVoid;
  return alone.allows.bucket === 0n && toAll.kind === "known" && toAll.value ? ["ownership"] : ["block"];
}

const isLeft = ({ kind }: Found): boolean => kind !== "none";
