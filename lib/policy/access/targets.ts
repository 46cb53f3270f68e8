import { type Compiled, covers } from "./compiled";
import type { Effort } from "./effort";
import { domain } from "./pattern";
import { canHave, type S3Action, s3Actions } from "./s3-actions";
import { type Holding, holding } from "./sets";
import { textsFor } from "./texts";

/** What a policy is about: a bucket by its ARN, or an access point by its own. */
export type Place = { kind: "bucket" | "access-point"; arn: string };

/** Actions the statements do not tell apart. */
export type ActionAtom = { actions: readonly S3Action[]; on: S3Action["on"]; keys: string; holds: Holding };

/** Resources the statements do not tell apart. */
export type ResourceAtom = { resource: string; on: S3Action["on"]; holds: Holding };

/** @param keys those of the statements' conditions that only some actions have */
export function actionAtoms(
  compiled: readonly Compiled[],
  place: Place,
  keys: readonly string[],
  effort: Effort,
): ActionAtom[] {
  const atoms = new Map<string, { actions: S3Action[]; on: S3Action["on"]; keys: string; holds: Holding }>();
  for (const action of s3Actions) {
    if (place.kind === "access-point" && !action.atAccessPoint) continue;
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
  return [...atoms.values()];
}

export type ResourceAtoms = { atoms: readonly ResourceAtom[]; complete: boolean };

export function resourceAtoms(compiled: readonly Compiled[], place: Place, effort: Effort): ResourceAtoms {
  const objects = place.kind === "bucket" ? `${place.arn}/` : `${place.arn}/object/`;
  const patterns = new Map(
    compiled.flatMap(({ resources, statement }) =>
      resources.flatMap((pattern, index) => (pattern ? [[statement.resources?.values[index] ?? "", pattern]] : [])),
    ) as [string, NonNullable<Compiled["resources"][number]>][],
  );
  // The bucket's name may not be read as a pattern: it can hold none of a pattern's characters but by mistake.
  const inside = domain("?*");
  const start = [...objects].map((char) => ({ fits: [char], star: false }));
  const found = textsFor([...patterns.values()], [{ ...inside, places: [...start, ...inside.places] }], effort);
  const atom = (resource: string, on: S3Action["on"]): ResourceAtom => ({
    resource,
    on,
    holds: holding(
      compiled.map((one) => (one.open ? null : covers(one.statement.resources, one.resources, resource, effort))),
    ),
  });
  return {
    atoms: [atom(place.arn, "bucket"), ...found.values.map((resource) => atom(resource, "object"))],
    complete: found.complete,
  };
}
