import * as Api from "@aws-sdk/client-organizations";
import type { HandlersOf } from "../wire/handlers-of";
import type { Policy } from "../world/configuration";
import { setTags } from "../world/organization/tags";
import type { World } from "../world/world";
import { invalidInput } from "./organization-errors";
import { policyOf, policyTypeOf } from "./organization-find";
import { wellFormed } from "./organization-policy-syntax";
import { policyOut } from "./organization-shapes";
import { tagsFrom } from "./organization-tags";

const $metadata = {};

/** Makes, changes and deletes policies. */
export function policyChanges(world: World): HandlersOf<typeof Api> {
  const { tree } = world;

  const change = (before: Policy, after: Policy | null): void =>
    world.changePolicies(tree.policies.flatMap((one) => (one !== before ? [one] : after ? [after] : [])));

  function ownPolicy(id: string | undefined): Policy {
    const found = policyOf(world, id);
    if (!found.awsManaged) return found;
    throw invalidInput("IMMUTABLE_POLICY", "You specified a policy that is managed by AWS and can't be modified.");
  }

  function refuseDuplicate(name: string, type: Policy["type"], except?: Policy): void {
    if (tree.policies.some((one) => one !== except && one.name === name && one.type === type)) {
      throw new Api.DuplicatePolicyException({ message: "A policy with the same name exists.", $metadata });
    }
  }

  return {
    CreatePolicy({ Name: name = "", Type, Description, Content, Tags }, { requestId }) {
      const type = policyTypeOf(Type);
      const content = wellFormed(type, Content);
      refuseDuplicate(name, type);
      const tags = tagsFrom(Tags);
      const usual = `p-${world.random.hex(10, "policy", name, type)}`;
      const isTaken = tree.policies.some(({ id }) => id === usual);
      const made: Policy = {
        id: isTaken ? `p-${world.random.hex(10, "policy", requestId)}` : usual,
        name,
        type,
        description: Description ?? "",
        content,
        targets: [],
        awsManaged: false,
      };
      world.changePolicies([...tree.policies, made]);
      if (Tags?.length) setTags(world, made.id, tags);
      return { Policy: policyOut(world, made) };
    },

    UpdatePolicy({ PolicyId, Name, Description, Content }) {
      const before = ownPolicy(PolicyId);
      if (Name !== undefined) refuseDuplicate(Name, before.type, before);
      const after: Policy = {
        ...before,
        name: Name ?? before.name,
        description: Description ?? before.description,
        content: Content === undefined ? before.content : wellFormed(before.type, Content),
      };
      change(before, after);
      return { Policy: policyOut(world, after) };
    },

    DeletePolicy({ PolicyId }) {
      const before = ownPolicy(PolicyId);
      if (before.targets.length > 0) {
        throw new Api.PolicyInUseException({ message: "The policy is attached to one or more entities.", $metadata });
      }
      change(before, null);
      return {};
    },
  };
}
