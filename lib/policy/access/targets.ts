import { type Compiled, covers } from "./compiled";
import type { Effort } from "./effort";
import { keptTextsFor } from "./kept-texts";
import { domain, type Pattern } from "./pattern";
import { canHave, type S3Action } from "./s3-actions";
import { s3Atoms } from "./s3-atoms";
import { type Holding, holding } from "./sets";

/**
 * Resources of one sort. Each policy on the way sees a resource under a name of its own: `seen` is how that begins, by
 * policy (the first for all that have none), and the rest of it is a text `within`.
 */
export type Shape = { on: S3Action["on"]; seen: readonly string[]; within: readonly Pattern[] };

/** What requests are for: a bucket, an access point, or any of them; or whatever service and resource there is. */
export type Place = { kind: "bucket" | "access-point" | "anything"; shapes: readonly Shape[] };

const nothing = [domain("")];
const something = [domain("?*")];

/** @param arn the bucket's */
export const bucketPlace = (arn: string): Place => ({
  kind: "bucket",
  shapes: [
    { on: "bucket", seen: [arn], within: nothing },
    { on: "object", seen: [`${arn}/`], within: something },
  ],
});

/**
 * An access point and the bucket behind it.
 * @param sees of each policy, whether it is asked about the point or about the bucket
 */
export function accessPointPlace(arn: string, bucket: string, sees: readonly ("point" | "bucket")[]): Place {
  const seen = (point: string, behind: string) => sees.map((one) => (one === "point" ? point : behind));
  return {
    kind: "access-point",
    shapes: [
      { on: "bucket", seen: seen(arn, bucket), within: nothing },
      { on: "object", seen: seen(`${arn}/object/`, `${bucket}/`), within: something },
    ],
  };
}

/** Every bucket, every access point, or everything that there can be. */
export function anyPlace(kind: Place["kind"], partition: string): Place {
  if (kind === "anything") return { kind, shapes: [{ on: "bucket", seen: [""], within: [domain("*")] }] };
  const start = kind === "bucket" ? `arn:${partition}:s3:::?+` : `arn:${partition}:s3:~:############:accesspoint/?+`;
  const object = kind === "bucket" ? "/?*" : "/object/?*";
  return {
    kind,
    shapes: [
      { on: "bucket", seen: [""], within: [domain(start)] },
      { on: "object", seen: [""], within: [domain(start + object)] },
    ],
  };
}

/** Actions the statements do not tell apart. */
export type ActionAtom = { actions: readonly S3Action[]; on: S3Action["on"]; keys: string; holds: Holding };

/** Resources the statements do not tell apart. */
export type ResourceAtom = { resource: string; on: S3Action["on"]; holds: Holding };

export type ActionAtoms = { atoms: readonly ActionAtom[]; complete: boolean };

/** @param keys those of the statements' conditions that only some actions have */
export function actionAtoms(
  compiled: readonly Compiled[],
  place: Place,
  keys: readonly string[],
  effort: Effort,
): ActionAtoms {
  if (place.kind !== "anything") {
    return { atoms: s3Atoms(compiled, place.kind === "access-point", keys, effort), complete: true };
  }
  const { actions, complete } = actionsAt(compiled, effort);
  const atoms = new Map<string, { actions: S3Action[]; on: S3Action["on"]; keys: string; holds: Holding }>();
  for (const action of actions) {
    const name = action.name.toLowerCase();
    const holds = holding(
      compiled.map((one) => (one.open ? null : covers(one.statement.actions, one.actions, name, effort))),
    );
    const has = keys.filter((key) => canHave(action.name, key)).join();
    const id = `${action.on} ${holds.may} ${holds.must} ${has} ${action.access}`;
    const atom = atoms.get(id);
    if (atom) atom.actions.push(action);
    else atoms.set(id, { actions: [action], on: action.on, keys: has, holds });
  }
  return { atoms: [...atoms.values()], complete };
}

/** Of services whose actions are not in a table, one for each way they can fit the patterns. */
function actionsAt(compiled: readonly Compiled[], effort: Effort) {
  const patterns = new Map(
    compiled.flatMap(({ statement, actions }) =>
      actions.flatMap((pattern, index) =>
        pattern ? [[statement.actions.values[index]?.toLowerCase(), pattern] as const] : [],
      ),
    ),
  );
  const found = keptTextsFor([...patterns.values()], [domain("?+:?+")], effort);
  const actions = found.values.map(
    (name): S3Action => ({ name, access: "settings", on: "bucket", atAccessPoint: false }),
  );
  return { actions, complete: found.complete };
}

export type ResourceAtoms = { atoms: readonly ResourceAtom[]; complete: boolean };

export function resourceAtoms(compiled: readonly Compiled[], place: Place, effort: Effort): ResourceAtoms {
  const parts = place.shapes.map((shape) => atomsOf(compiled, shape, effort));
  return { atoms: parts.flatMap(({ atoms }) => atoms), complete: parts.every(({ complete }) => complete) };
}

function atomsOf(compiled: readonly Compiled[], { on, seen, within }: Shape, effort: Effort): ResourceAtoms {
  const startOf = (policy: number) => seen[policy] ?? seen[0] ?? "";
  const patterns = new Map<string, { pattern: Pattern; start: string }>();
  for (const { resources, statement, policy } of compiled) {
    for (const [index, pattern] of resources.entries()) {
      const start = startOf(policy);
      const text = statement.resources?.values[index];
      if (pattern) patterns.set(`${start} ${pattern.variable} ${text}`, { pattern, start });
    }
  }
  const all = [...patterns.values()];
  const found = keptTextsFor(
    all.map(({ pattern }) => pattern),
    within,
    effort,
    all.map(({ start }) => start),
  );
  const truth = (one: Compiled, text: string) =>
    one.open ? null : covers(one.statement.resources, one.resources, startOf(one.policy) + text, effort);
  const atoms = found.values.map((text) => ({
    resource: (seen[0] ?? "") + text,
    on,
    holds: holding(compiled.map((one) => truth(one, text))),
  }));
  return { atoms, complete: found.complete };
}
