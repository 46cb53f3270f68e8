import * as Api from "@aws-sdk/client-organizations";
import type { HandlersOf } from "../wire/handlers-of";
import type { PolicyType } from "../world/configuration";
import { attach, detach, detachments, isAttached, policiesOn } from "../world/organization/attachments";
import { organizationPlace } from "../world/organization/place";
import { enabledPolicyTypes, isTypeEnabled } from "../world/organization/policy-types";
import type { World } from "../world/world";
import { constraint, invalidInput } from "./organization-errors";
import { policyOf, policyTypeOf, targetOf } from "./organization-find";
import { organizationArn } from "./organization-shapes";

const $metadata = {};

/** Policies of a type one target may have. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const mostAttached = (type: PolicyType): number => (type === "RESOURCE_CONTROL_POLICY" ? 5 : 10);

/** Attaches policies and takes them off; turns their types on and off. */
export function attachmentChanges(world: World): HandlersOf<typeof Api> {
  const { tree } = world;
  const place = organizationPlace(world);

  const notEnabled = () =>
    new Api.PolicyTypeNotEnabledException({
      message: "This operation requires the policy type to be enabled.",
      $metadata,
    });

  function rootOf(id: string | undefined): Api.Root {
    if (id !== tree.rootId) throw new Api.RootNotFoundException({ message: "There is no such root.", $metadata });
    const types = world.records.list(enabledPolicyTypes, ...place);
    return {
      Id: tree.rootId,
      Arn: organizationArn(world, "root", tree.rootId),
      Name: "Root",
      PolicyTypes: types.map(({ type }) => ({ Type: type, Status: "ENABLED" as const })),
    };
  }

  return {
    AttachPolicy({ PolicyId, TargetId }) {
      const policy = policyOf(world, PolicyId);
      const target = targetOf(world, TargetId);
      if (!isTypeEnabled(world, policy.type)) throw notEnabled();
      if (isAttached(world, policy, target)) {
        throw new Api.DuplicatePolicyAttachmentException({
          message: "The selected policy is already attached to the specified target.",
          $metadata,
        });
      }
      if (policiesOn(world, target, policy.type).length >= mostAttached(policy.type)) {
        throw constraint(
          "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
          "You have attached the maximum number of policies of this type to the specified target.",
        );
      }
      attach(world, policy, target);
      return {};
    },

    DetachPolicy({ PolicyId, TargetId }) {
      const policy = policyOf(world, PolicyId);
      const target = targetOf(world, TargetId);
      if (!isAttached(world, policy, target)) {
        throw new Api.PolicyNotAttachedException({ message: "The policy isn't attached to the target.", $metadata });
      }
      if (policy.awsManaged && policy.type === "RESOURCE_CONTROL_POLICY") {
        throw invalidInput("NON_DETACHABLE_POLICY", "You can't detach this AWS managed policy.");
      }
      if (policy.type === "SERVICE_CONTROL_POLICY" && policiesOn(world, target, policy.type).length === 1) {
        throw constraint(
          "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
          "You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.",
        );
      }
      detach(world, policy, target);
      return {};
    },

    EnablePolicyType({ RootId, PolicyType }) {
      rootOf(RootId);
      const type = policyTypeOf(PolicyType);
      if (isTypeEnabled(world, type)) {
        throw new Api.PolicyTypeAlreadyEnabledException({ message: "The policy type is already enabled.", $metadata });
      }
      // AWS attaches its own policy everywhere anew.
      for (const { policyId, targetId } of world.records.list(detachments, ...place)) {
        if (policyOf(world, policyId).type === type) {
          world.records.remove(detachments, ...place, `${policyId}/${targetId}`);
        }
      }
      world.records.put(enabledPolicyTypes, ...place, { type });
      return { Root: rootOf(RootId) };
    },

    DisablePolicyType({ RootId, PolicyType }) {
      rootOf(RootId);
      const type = policyTypeOf(PolicyType);
      if (!isTypeEnabled(world, type)) throw notEnabled();
      // Attachments of the type are lost; its policies stay.
      world.changePolicies(tree.policies.map((one) => (one.type === type ? { ...one, targets: [] } : one)));
      world.records.remove(enabledPolicyTypes, ...place, type);
      return { Root: rootOf(RootId) };
    },
  };
}
