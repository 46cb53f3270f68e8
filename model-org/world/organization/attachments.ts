import type { Account, Policy, PolicyType } from "../configuration";
import type { Kind } from "../records";
import type { World } from "../world";
import { syncOus } from "./ous";
import { organizationPlace } from "./place";
import { isTypeEnabled } from "./policy-types";

/**
 * A target AWS's own full-access policy was detached from. AWS attaches it to the root, every OU and every account when
 * its type is turned on, and to what is made later: so only where it is missing is kept.
 */
export type Detachment = { policyId: string; targetId: string };

export const detachments: Kind<Detachment> = {
  name: "organization-detachment",
  id: ({ policyId, targetId }) => `${policyId}/${targetId}`,
  derive: () => [],
};

/** The order in which policies were attached to a target, where somebody did: the first of two decides. */
export type AttachmentOrder = { targetId: string; policyIds: string[] };

const attachmentOrders: Kind<AttachmentOrder> = {
  name: "organization-attachment-order",
  id: ({ targetId }) => targetId,
  derive: () => [],
};

/** @returns whether a policy is attached to a target itself */
export const isAttached = (world: World, policy: Policy, targetId: string): boolean =>
  policy.awsManaged
    ? isTypeEnabled(world, policy.type) && !isDetached(world, policy, targetId)
    : policy.targets.includes(targetId);

const isDetached = (world: World, { id }: Policy, targetId: string): boolean =>
  world.records.get(detachments, ...organizationPlace(world), `${id}/${targetId}`) !== undefined;

/** @returns the policies of a type that are attached to a target itself, in the order they were */
export function policiesOn(world: World, targetId: string, type: PolicyType): Policy[] {
  if (!isTypeEnabled(world, type)) return [];
  const found = world.tree.policies.filter(
    (one) => one.type === type && (one.awsManaged ? !isDetached(world, one, targetId) : one.targets.includes(targetId)),
  );
  if (found.length < 2) return found;
  const order = world.records.get(attachmentOrders, ...organizationPlace(world), targetId);
  if (!order) return found;
  const rank = ({ id }: Policy) => order.policyIds.indexOf(id);
  return found.sort((a, b) => rank(a) - rank(b));
}

/** Attaches a policy, after those that are there. */
export function attach(world: World, policy: Policy, targetId: string): void {
  noteOrder(world, policy, targetId, (ids) => [...ids, policy.id]);
  if (policy.awsManaged) {
    world.records.remove(detachments, ...organizationPlace(world), `${policy.id}/${targetId}`);
  } else retarget(world, policy, [...policy.targets, targetId]);
}

export function detach(world: World, policy: Policy, targetId: string): void {
  noteOrder(world, policy, targetId, (ids) => ids);
  if (policy.awsManaged) {
    world.records.put(detachments, ...organizationPlace(world), { policyId: policy.id, targetId });
  } else {
    retarget(
      world,
      policy,
      policy.targets.filter((id) => id !== targetId),
    );
  }
}

function noteOrder(world: World, policy: Policy, targetId: string, change: (ids: string[]) => string[]): void {
  const place = organizationPlace(world);
  const before =
    world.records.get(attachmentOrders, ...place, targetId)?.policyIds ??
    world.tree.policies.filter((one) => isAttached(world, one, targetId)).map(({ id }) => id);
  const policyIds = change(before.filter((id) => id !== policy.id));
  world.records.put(attachmentOrders, ...place, { targetId, policyIds });
}

function retarget(world: World, policy: Policy, targets: string[]): void {
  world.changePolicies(world.tree.policies.map((one) => (one === policy ? { ...policy, targets } : one)));
}

/** @returns the targets above an account and itself, from the root down; OUs that calls made included */
export function pathTo(world: World, account: Account): string[] {
  syncOus(world);
  return world.pathOf(account);
}
