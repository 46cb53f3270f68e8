import * as Kms from "@aws-sdk/client-kms";
import { decide } from "../iam/decide";
import { statementsOf } from "../iam/document";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type Key, keys } from "../world/kms-keys";
import { isPolicyDocument } from "../world/read-policy";
import type { World } from "../world/world";
import { type FoundKey, keyFor } from "./kms-find";
import { refuseUnrotatable } from "./kms-reads";

const $metadata = {};

/** What changes keys. Each refuses as KMS does: by the key's policy, its state, and what it is made of. */
export function kmsChanges(world: World): HandlersOf<typeof Kms> {
  const put = ({ key, accountId }: FoundKey, region: string, change: Partial<Key>) =>
    world.records.put(keys, accountId, region, { ...key, ...change });

  function refuseDeleted({ key, arn }: FoundKey): void {
    if (key.state !== "PendingDeletion") return;
    throw new Kms.KMSInvalidStateException({ message: `${arn} is pending deletion.`, $metadata });
  }

  /** @returns a key that is there and not on its way out */
  function usable(context: Context, action: string, named: string | undefined): FoundKey {
    const found = keyFor(world, context, action, named);
    refuseDeleted(found);
    return found;
  }

  function rotatable(context: Context, action: string, named: string | undefined): FoundKey {
    const found = usable(context, action, named);
    if (found.key.state === "Disabled") {
      throw new Kms.DisabledException({ message: `${found.arn} is disabled.`, $metadata });
    }
    refuseUnrotatable(found);
    if (found.key.origin === "EXTERNAL") {
      throw new Kms.UnsupportedOperationException({
        message: `${found.arn} origin is EXTERNAL which is not valid for this operation.`,
        $metadata,
      });
    }
    return found;
  }

  return {
    EnableKeyRotation({ KeyId, RotationPeriodInDays = 365 }, context) {
      if (RotationPeriodInDays < 90 || RotationPeriodInDays > 2560) {
        throw new AwsError("ValidationException", "RotationPeriodInDays must be between 90 and 2560.");
      }
      put(rotatable(context, "kms:EnableKeyRotation", KeyId), context.region, { rotation: true });
      return {};
    },

    DisableKeyRotation({ KeyId }, context) {
      put(rotatable(context, "kms:DisableKeyRotation", KeyId), context.region, { rotation: false });
      return {};
    },

    EnableKey({ KeyId }, context) {
      put(usable(context, "kms:EnableKey", KeyId), context.region, { state: "Enabled" });
      return {};
    },

    DisableKey({ KeyId }, context) {
      put(usable(context, "kms:DisableKey", KeyId), context.region, { state: "Disabled" });
      return {};
    },

    PutKeyPolicy({ KeyId, Policy = "", BypassPolicyLockoutSafetyCheck = false }, context) {
      const found = keyFor(world, context, "kms:PutKeyPolicy", KeyId);
      refuseMalformed(Policy);
      if (!BypassPolicyLockoutSafetyCheck) refuseLockout(found, context, Policy);
      put(found, context.region, { policy: Policy });
      return {};
    },

    ScheduleKeyDeletion({ KeyId, PendingWindowInDays = 30 }, context) {
      if (PendingWindowInDays < 7 || PendingWindowInDays > 30) {
        throw new AwsError(
          "ValidationException",
          `1 validation error detected: Value '${PendingWindowInDays}' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value between 7 and 30`,
        );
      }
      const found = usable(context, "kms:ScheduleKeyDeletion", KeyId);
      const at = new Date(world.clock.now().getTime() + PendingWindowInDays * 86_400_000);
      put(found, context.region, { state: "PendingDeletion", deletion: { at: at.toISOString() } });
      return { KeyId: found.arn, DeletionDate: at, KeyState: "PendingDeletion", PendingWindowInDays };
    },

    CancelKeyDeletion({ KeyId }, context) {
      const found = keyFor(world, context, "kms:CancelKeyDeletion", KeyId);
      if (found.key.state !== "PendingDeletion") {
        throw new Kms.KMSInvalidStateException({ message: `${found.arn} is not pending deletion.`, $metadata });
      }
      put(found, context.region, { state: "Disabled", deletion: null });
      return { KeyId: found.arn };
    },
  };
}

function refuseMalformed(policy: string): void {
  const whole =
    isPolicyDocument(policy) &&
    statementsOf(policy).every(
      ({ Principal, NotPrincipal, Effect }) =>
        (Principal !== undefined || NotPrincipal !== undefined) && (Effect === "Allow" || Effect === "Deny"),
    );
  if (whole) return;
  throw new Kms.MalformedPolicyDocumentException({
    message: "The policy is not valid: it could not be parsed, or a statement lacks its principal or effect.",
    $metadata,
  });
}

/** Nobody may lock themselves out of a key, unless they say that they mean it. */
function refuseLockout({ arn, accountId }: FoundKey, { caller }: Context, policy: string): void {
  const role =
    caller.role === undefined ? [] : [`${arn.split(":", 2).join(":")}:iam::${accountId}:role/${caller.role}`];
  const allowed = decide([policy], {
    action: "kms:PutKeyPolicy",
    resource: arn,
    principal: { accountId, arns: [caller.arn, ...role] },
    context: { "kms:calleraccount": accountId },
  });
  if (allowed === "allow") return;
  throw new Kms.MalformedPolicyDocumentException({
    message: "The new key policy will not allow you to update the key policy in the future.",
    $metadata,
  });
}
