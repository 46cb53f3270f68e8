import type * as S3Control from "@aws-sdk/client-s3-control";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { Account } from "../world/configuration";
import type { World } from "../world/world";
import { blockFrom } from "./s3-block";
import { accountFor } from "./s3-control-access";

/** The account's block: answered as it is in force, and not its own to change while the organization decides. */
export function s3AccountBlock(world: World): HandlersOf<typeof S3Control> {
  return {
    GetPublicAccessBlock(input, context) {
      const account = accountFor(world, input, context, "s3:GetAccountPublicAccessBlock");
      const block = world.effectiveBlock(account);
      if (!block) {
        throw new AwsError(
          "NoSuchPublicAccessBlockConfiguration",
          "The public access block configuration was not found",
          404,
          { AccountId: account.id },
        );
      }
      return { PublicAccessBlockConfiguration: block };
    },
    PutPublicAccessBlock(input, context) {
      const account = accountFor(world, input, context, "s3:PutAccountPublicAccessBlock");
      refuseUnderPolicy(world, account);
      world.changeAccount({ ...account, block: blockFrom(input.PublicAccessBlockConfiguration) });
      return {};
    },
    DeletePublicAccessBlock(input, context) {
      const account = accountFor(world, input, context, "s3:PutAccountPublicAccessBlock");
      refuseUnderPolicy(world, account);
      world.changeAccount({ ...account, block: null });
      return {};
    },
  };
}

function refuseUnderPolicy(world: World, account: Account): void {
  if (world.s3PolicyOf(account) === undefined) return;
  throw new AwsError(
    "AccessDenied",
    "The public access block of this account is managed by an organization S3 policy.",
    403,
  );
}
