import type { Compiled } from "./compiled";
import { coveredActions, unknownOf } from "./covered-actions";
import type { Effort, Truth } from "./effort";
import { canHave, type S3Action, s3Actions } from "./s3-actions";
import { holding } from "./sets";
import type { ActionAtom } from "./targets";

const sorts = s3Actions.map(({ on, access }) => `${on} ${access}`);
const sortOf: readonly number[] = sorts.map((sort) => sorts.indexOf(sort));

/**
 * S3's actions, cut into those the statements do not tell apart: by one statement or key after the other, since most
 * tell few of them apart.
 */
export function s3Atoms(compiled: readonly Compiled[], point: boolean, keys: readonly string[], effort: Effort) {
  const covered = compiled.map((one) => (one.open ? unknownOf : coveredActions(one, effort)));
  const having = keys.map((key) => s3Actions.map(({ name }) => canHave(name, key)));
  let part = sortOf;
  for (const truths of new Set([...covered, ...having])) part = finer(part, truths);
  const atoms = new Map<number, { actions: S3Action[] } & ActionAtom>();
  for (const [place, action] of s3Actions.entries()) {
    if (point && !action.atAccessPoint) continue;
    const atom = atoms.get(part[place] ?? 0);
    if (atom) atom.actions.push(action);
    else {
      const has = keys.filter((_, index) => having[index]?.[place]).join();
      const holds = holding(covered.map((truths) => truths[place] ?? null));
      atoms.set(part[place] ?? 0, { actions: [action], on: action.on, keys: has, holds });
    }
  }
  return [...atoms.values()];
}

/** Parts are named by the first that is in them. */
function finer(part: readonly number[], truths: readonly Truth[]): readonly number[] {
  const firsts: number[] = [];
  return part.map((name, place) => {
    const truth = truths[place];
    return (firsts[3 * name + (truth === true ? 1 : truth === false ? 0 : 2)] ??= place);
  });
}
