import type { Condition, Policy, Statement } from "../language/policy";
import { holdOfCondition } from "./condition-verdict";
import { mostPlaces, placesIn } from "./places";
import { Effort, isAbout, witnessesOf } from "./witness";

/**
 * Finds the Deny that may make a public Allow non-public. AWS does not say whether one can (row 17), so the question is
 * only whether there is one that leaves nothing of the Allow to people who are not fixed.
 * @returns for a statement that is public by itself, a Deny that may; undefined where some request certainly stays public
 */
export function rescuers(policy: Policy): (allow: Statement) => Statement | undefined {
  const denies = policy.statements.filter((deny) => deny.effect === "Deny" && leavesOnlyFixed(deny, policy));
  // One for the whole policy: hostile ones have hundreds of statements of either kind.
  const effort = new Effort();
  const placesOf = placesIn(policy.statements);
  return (allow) => {
    const near = denies.filter((deny) => reaches(deny, allow));
    const [first] = near;
    if (!first || effort.spent) return first;
    const places = placesOf(allow);
    if (places.length > mostPlaces) return first;
    // Which bucket it is attached to may be open: then something must stay public in each it may be.
    const untouched = places.every(
      (place) =>
        !effort.spent &&
        witnessesOf(allow, [place], effort).some((witness) => !near.some((deny) => isAbout(deny, witness, effort))),
    );
    return untouched && !effort.spent ? undefined : first;
  };
}

/** Whether all that a Deny lets through of what it is about goes to fixed values, or may. */
function leavesOnlyFixed(deny: Statement, policy: Policy): boolean {
  if (deny.issues.some(({ at }) => at.includes(".Condition"))) return true;
  // It denies only where all its conditions hold: one that can be escaped freely lets everybody escape.
  return deny.conditions.every((condition) => holdOfCondition(opposite(condition), [], policy).hold !== "open");
}

/** Whether a Deny is about everyone the Allow makes it public for. */
function reaches({ principals: denied }: Statement, { principals: allowed }: Statement): boolean {
  if (!denied) return false;
  if (denied.not || denied.values.some(({ kind }) => kind === "everyone")) return true;
  if (!allowed || allowed.not || allowed.values.some(({ kind }) => kind === "everyone")) return false;
  const providers = new Set(denied.values.flatMap((one) => (one.kind === "federated" ? [one.provider] : [])));
  return allowed.values.every((one) => one.kind !== "federated" || providers.has(one.provider));
}

/** What must hold of a request that a Deny's condition lets through. */
export function opposite(condition: Condition): Condition {
  const { operator } = condition;
  const turned = { ...operator, not: !operator.not, ifExists: false, quantifier: null };
  if (operator.comparison !== "Bool") return { ...condition, operator: turned };
  const values = condition.values.map((value) => (value.toLowerCase() === "true" ? "false" : "true"));
  return { ...condition, operator: { ...turned, not: operator.not }, values };
}
