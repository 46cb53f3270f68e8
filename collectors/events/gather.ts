import type { Hint, Target } from "./hint";

/**
 * Makes one hint of several at the same target: dated and labelled by the last, naming the events of all. Hints about
 * accounts nobody knows are hints at the organization.
 * @param known the accounts of the inventory, by their twelve digits
 * @returns them in the order of their times
 */
export function gather(hints: readonly Hint[], known: ReadonlySet<string>): Hint[] {
  const byTarget = new Map<string, Hint>();
  for (const hint of inOrder(hints)) {
    const target: Target = known.has(hint.accountId) ? hint.target : { kind: "organization" };
    const key = keyOf(target, hint);
    const before = byTarget.get(key);
    byTarget.set(key, {
      ...hint,
      target: before ? joined(before.target, target) : target,
      events: [...(before?.events ?? []), ...hint.events],
    });
  }
  return inOrder([...byTarget.values()]);
}

const inOrder = (hints: readonly Hint[]): Hint[] => hints.toSorted((a, b) => a.at.getTime() - b.at.getTime());

/** What is hinted at by either. */
function joined(a: Target, b: Target): Target {
  if ("listed" in a && "listed" in b) return { ...b, listed: a.listed || b.listed };
  if ("role" in a && "role" in b) return { ...b, role: a.role || b.role };
  return b;
}

function keyOf(target: Target, { accountId, region }: Hint): string {
  switch (target.kind) {
    case "organization":
      return target.kind;
    case "account":
      return accountId;
    case "bucket":
      return `${accountId}/${target.name}`;
    case "access_point":
      return `${accountId}/${region}/${target.name}`;
  }
}
