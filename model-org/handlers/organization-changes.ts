import * as Organizations from "@aws-sdk/client-organizations";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import type { Account, Policy, PolicyType } from "../world/configuration";
import type { World } from "../world/world";

const $metadata = {};

/** Policies of a type one target may have, as AWS limits them. */
const mostAttached = 5;

/** What changes the organization: accounts that move, policies and where they are attached. The management account's alone. */
export function organizationChanges(world: World): HandlersOf<typeof Organizations> {
  const { tree } = world;

  function authorize({ caller }: Context): void {
    if (caller.accountId === world.managementAccountId) return;
    throw new Organizations.AccessDeniedException({
      message: "You don't have permissions to access this resource.",
      $metadata,
    });
  }

  function account(id: string | undefined): Account {
    const found = world.account(id ?? "");
    if (found) return found;
    throw new Organizations.AccountNotFoundException({ message: "There is no such account.", $metadata });
  }

  function policy(id: string | undefined): Policy {
    const found = tree.policies.find((one) => one.id === id);
    if (found) return found;
    throw new Organizations.PolicyNotFoundException({ message: "There is no such policy.", $metadata });
  }

  function target(id: string | undefined): string {
    if (id !== undefined && (id === tree.rootId || world.ou(id) || world.account(id))) return id;
    throw new Organizations.TargetNotFoundException({ message: "There is no such target.", $metadata });
  }

  const isParent = (id: string | undefined): id is string => id === tree.rootId || world.ou(id ?? "") !== undefined;

  const change = (before: Policy, after: Policy | null): void =>
    world.changePolicies(tree.policies.flatMap((one) => (one !== before ? [one] : after ? [after] : [])));

  function refuseMalformed(content: string | undefined): string {
    try {
      const parsed: unknown = JSON.parse(content ?? "");
      if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return content ?? "";
    } catch {
      // Refused below.
    }
    throw new Organizations.MalformedPolicyDocumentException({
      message: "The provided policy document does not meet the requirements of the specified policy type.",
      $metadata,
    });
  }

  const shown = (one: Policy): { Policy: Organizations.Policy } => ({
    Policy: {
      PolicySummary: {
        Id: one.id,
        Arn: `arn:${world.partition}:organizations::${tree.managementAccountId}:policy/${tree.organizationId}/${one.type.toLowerCase()}/${one.id}`,
        Name: one.name,
        Description: one.description,
        Type: one.type,
        AwsManaged: one.awsManaged,
      },
      Content: one.content,
    },
  });

  return {
    MoveAccount({ AccountId, SourceParentId, DestinationParentId }, context) {
      authorize(context);
      const moved = account(AccountId);
      if (moved.ouId !== SourceParentId) {
        throw new Organizations.SourceParentNotFoundException({ message: "The account is not there.", $metadata });
      }
      if (!isParent(DestinationParentId)) {
        throw new Organizations.DestinationParentNotFoundException({ message: "There is no such parent.", $metadata });
      }
      world.changeAccount({ ...moved, ouId: DestinationParentId });
      return {};
    },

    CreatePolicy({ Name: name = "", Type, Description, Content }, context) {
      authorize(context);
      const content = refuseMalformed(Content);
      if (tree.policies.some((one) => one.name === name && one.type === Type)) {
        throw new Organizations.DuplicatePolicyException({ message: "A policy with the same name exists.", $metadata });
      }
      const made: Policy = {
        id: `p-${world.random.hex(10, "policy", name, Type ?? "")}`,
        name,
        type: Type as PolicyType,
        description: Description ?? "",
        content,
        targets: [],
        awsManaged: false,
      };
      world.changePolicies([...tree.policies, made]);
      return shown(made);
    },

    UpdatePolicy({ PolicyId, Name, Description, Content }, context) {
      authorize(context);
      const before = policy(PolicyId);
      const after: Policy = {
        ...before,
        name: Name ?? before.name,
        description: Description ?? before.description,
        content: Content === undefined ? before.content : refuseMalformed(Content),
      };
      change(before, after);
      return shown(after);
    },

    DeletePolicy({ PolicyId }, context) {
      authorize(context);
      const before = policy(PolicyId);
      if (before.targets.length > 0) {
        throw new Organizations.PolicyInUseException({ message: "The policy is attached to a target.", $metadata });
      }
      change(before, null);
      return {};
    },

    AttachPolicy({ PolicyId, TargetId }, context) {
      authorize(context);
      const before = policy(PolicyId);
      const id = target(TargetId);
      if (before.targets.includes(id)) {
        throw new Organizations.DuplicatePolicyAttachmentException({
          message: "The policy is attached to that target already.",
          $metadata,
        });
      }
      if (world.policiesAt(id, before.type).length >= mostAttached) {
        throw new Organizations.ConstraintViolationException({
          Reason: "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
          message: "You have attached the most policies of this type that a target may have.",
          $metadata,
        });
      }
      change(before, { ...before, targets: [...before.targets, id] });
      return {};
    },

    DetachPolicy({ PolicyId, TargetId }, context) {
      authorize(context);
      const before = policy(PolicyId);
      const id = target(TargetId);
      if (!before.targets.includes(id)) {
        throw new Organizations.PolicyNotAttachedException({ message: "The policy is not attached there.", $metadata });
      }
      change(before, { ...before, targets: before.targets.filter((one) => one !== id) });
      return {};
    },
  };
}
