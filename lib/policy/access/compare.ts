import type { Policy, PolicyKind } from "../language/policy";
import type { Request } from "../request";
import { knownTo, type Reason, type Tri, undetermined } from "../tri";
import { issuesOf } from "./compiled";
import { Effort, every, opposite } from "./effort";
import { find } from "./find";
import { anyOf, type Bits, bitsOf } from "./sets";
import { type Space, spaceOf } from "./space";
import { anyPlace } from "./targets";

export type Comparison = { noMorePermissive: boolean; witness?: Request };

const places: Partial<Record<PolicyKind, "bucket" | "access-point">> = {
  bucket: "bucket",
  "access-point": "access-point",
};

/**
 * Whether everything a policy allows is allowed by another one too. A resource or service control policy without an
 * Allow allows what it does not deny: the policy that allows everything is always beside it.
 * @returns a request that `a` allows and `b` does not, where there is one
 */
export function compare(a: Policy, b: Policy): Tri<Comparison> {
  if (containedAsWritten(a, b)) return knownTo({ noMorePermissive: true });
  const issues = [a, b].flatMap(issuesOf);
  if (issues.length > 0)
    return undetermined(...issues.map(({ at, what }): Reason => ({ what: notRead(what), row: null, at })));
  if (a.kind !== b.kind) {
    return undetermined({ what: "Policies of different kinds are not compared.", row: null, at: null });
  }
  const kind = places[a.kind] ?? "anything";
  const partition = partitionOf([a, b]);
  const space = spaceOf([a, b], { place: anyPlace(kind, partition), partition, owner: {} }, new Effort(5_000_000));
  const [mine, theirs] = [parts(space, 0), parts(space, 1)];
  const found = find(space, {
    decide: (holding) => {
      const granted = ({ allows }: Parts) => (allows === 0n && controls.has(a.kind) ? true : anyOf(allows, holding));
      const allowed = (of: Parts) => every([granted(of), opposite(anyOf(of.denies, holding))]);
      return every([allowed(mine), opposite(allowed(theirs))]);
    },
  });
  if (found.kind === "unknown") return undetermined(...found.why);
  if (found.kind === "none") return knownTo({ noMorePermissive: true });
  return knownTo({ noMorePermissive: false, witness: found.request });
}

const controls: ReadonlySet<PolicyKind> = new Set(["rcp", "scp"]);

const notRead = (what: string): string => `A policy is not understood: ${what}.`;

type Parts = { allows: Bits; denies: Bits };

const parts = ({ statements }: Space, policy: number): Parts => ({
  allows: bitsOf(statements, (one) => one.policy === policy && one.statement.effect === "Allow"),
  denies: bitsOf(statements, (one) => one.policy === policy && one.statement.effect === "Deny"),
});

/**
 * Whether each Allow of one policy stands in the other word for word, and each Deny of the other in the one. Then it
 * does not matter what they mean.
 */
function containedAsWritten(a: Policy, b: Policy): boolean {
  if (a.version !== b.version || a.kind !== b.kind || a.issues.length > 0 || b.issues.length > 0) {
    return JSON.stringify(a) === JSON.stringify(b);
  }
  const texts = (policy: Policy, effect: "Allow" | "Deny") =>
    new Set(policy.statements.filter((one) => one.effect === effect).map(wording));
  // Without an Allow a control policy allows more than with one.
  if (controls.has(a.kind) && texts(a, "Allow").size === 0 && texts(b, "Allow").size > 0) return false;
  const [allowedByB, deniedByA] = [texts(b, "Allow"), texts(a, "Deny")];
  return (
    [...texts(a, "Allow")].every((text) => allowedByB.has(text)) &&
    [...texts(b, "Deny")].every((text) => deniedByA.has(text))
  );
}

/** A statement without where it stands. */
const wording = ({
  effect,
  principals,
  actions,
  resources,
  conditions,
  issues,
}: Policy["statements"][number]): string =>
  JSON.stringify([
    [effect, principals, actions, resources],
    conditions.map(({ operator, key, values }) => [operator, key, values]),
    issues.map(({ kind, at, what }) => [kind, at.replace(/\[\d+\]/, ""), what]),
  ]);

function partitionOf(policies: readonly Policy[]): string {
  const texts = policies.flatMap(({ statements }) => statements.flatMap((one) => one.resources?.values ?? []));
  return texts.map((text) => /^arn:(aws[a-z-]*):/.exec(text)?.[1]).find((one) => one !== undefined) ?? "aws";
}
