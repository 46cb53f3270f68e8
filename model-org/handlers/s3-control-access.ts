import { authorize, type Target } from "../iam/authorize";
import { refuseDisabledRegion } from "../iam/disabled-region";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { Account } from "../world/configuration";
import type { World } from "../world/world";
import { pageOf } from "./pages";

/** What every call of S3 Control names. */
export type ControlInput = { AccountId?: string | undefined };

/**
 * @param target what the call is about, where it is about one thing
 * @returns the account a call is about: the caller's own
 * @throws AwsError for another account, a region that is not opted in to, and where the caller may not
 */
export function accountFor(
  world: World,
  input: ControlInput,
  context: Context,
  action: string,
  target: Omit<Target, "ownerId"> = {},
): Account {
  const account = world.account(input.AccountId ?? "");
  if (!account || (account.id !== context.caller.accountId && context.caller.kind !== "administrator")) {
    throw new AwsError("AccessDenied", "Caller id does not match the account id.", 403);
  }
  refuseDisabledRegion(world, context);
  context.ownerId = account.id;
  authorize(world, context, action, { ...target, ownerId: account.id });
  return account;
}

/** One page as S3 Control gives it. @throws AwsError for a token it never gave, or more than it lists at once */
export function controlPage<T>(
  items: readonly T[],
  { NextToken, MaxResults }: { NextToken?: string | undefined; MaxResults?: number | undefined },
  most = 1000,
): { items: T[]; token: { NextToken?: string } } {
  const invalid = (message: string) => new AwsError("InvalidRequest", message);
  if (MaxResults !== undefined && (MaxResults < 0 || MaxResults > most)) {
    throw invalid("The range for the MaxResults parameter is not valid.");
  }
  const page = pageOf(items, NextToken, MaxResults || most, () => invalid("The next token is not valid."));
  return { items: page.items, token: page.next ? { NextToken: page.next } : {} };
}
