import type * as Api from "@aws-sdk/client-organizations";
import { authorize } from "../iam/authorize";
import { decide } from "../iam/decide";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { isDelegatedAdministrator } from "../world/organization/delegations";
import { resourcePolicyOf } from "../world/organization/resource-policy";
import type { World } from "../world/world";
import { denied } from "./organization-errors";

/**
 * From which accounts operations can be called: the management account alone; those the organization's resource policy
 * lets in as well; delegated administrators too; or every account.
 */
export type Audience = "management" | "policy-delegates" | "delegates" | "members";

/** @returns the handlers, refusing who may not call them: by the account first, then by what IAM says of the caller */
export function calledBy(world: World, audience: Audience, handlers: HandlersOf<typeof Api>): HandlersOf<typeof Api> {
  const guarded = Object.entries(handlers).map(([operation, handler]) => [
    operation,
    (input: never, context: Context) => {
      const action = `organizations:${operation}`;
      if (!mayCall(world, context, audience, action)) throw denied();
      asIamSays(world, context, action);
      return (handler as (input: never, context: Context) => unknown)(input, context);
    },
  ]);
  // Safe: the same operations, each with its own input and output.
  return Object.fromEntries(guarded) as HandlersOf<typeof Api>;
}

function mayCall(world: World, { caller }: Context, audience: Audience, action: string): boolean {
  if (audience === "members" || caller.accountId === world.managementAccountId) return true;
  if (audience === "management") return false;
  if (audience === "delegates" && isDelegatedAdministrator(world, caller.accountId)) return true;
  const policy = resourcePolicyOf(world)?.content;
  const principal = { accountId: caller.accountId, arns: [caller.arn] };
  return policy !== undefined && decide([policy], { action, resource: "*", principal, context: {} }) === "allow";
}

function asIamSays(world: World, context: Context, action: string): void {
  try {
    authorize(world, context, action);
  } catch (error) {
    throw error instanceof AwsError ? denied(error.message) : error;
  }
}
