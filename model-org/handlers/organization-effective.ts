import * as Api from "@aws-sdk/client-organizations";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import type { Account } from "../world/configuration";
import { accountsOf } from "../world/organization/children";
import { isDelegatedAdministrator } from "../world/organization/delegations";
import { accountsWithInvalidPolicy, effectivePolicyOf, errorsIn } from "../world/organization/effective";
import { isTypeEnabled, type ManagementType } from "../world/organization/policy-types";
import type { World } from "../world/world";
import { denied, invalidInput, noTarget } from "./organization-errors";
import { managementTypeOf, memberOf } from "./organization-find";
import { page } from "./organization-pages";
import { accountOut, accountPath } from "./organization-shapes";

const none = () =>
  new Api.EffectivePolicyNotFoundException({
    message: "The account has no effective policy of this type, or the type is not enabled.",
    $metadata: {},
  });

/** What policies come to in an account: any account may ask about itself. */
export function organizationEffectivePolicy(world: World): HandlersOf<typeof Api> {
  function asked(id: string | undefined, { caller }: Context): Account {
    if (id !== undefined && !/^\d{12}$/.test(id)) {
      throw invalidInput("TARGET_NOT_SUPPORTED", "The effective policy of a root or an OU can't be described.");
    }
    const { accountId } = caller;
    const above = accountId === world.managementAccountId || isDelegatedAdministrator(world, accountId);
    if (id !== undefined && id !== accountId && !above) throw denied();
    const found = world.account(id ?? accountId);
    if (!found) throw noTarget();
    return found;
  }

  return {
    DescribeEffectivePolicy({ PolicyType, TargetId }, context) {
      const type = managementTypeOf(PolicyType);
      const account = asked(TargetId, context);
      const effective = effectivePolicyOf(world, account, type);
      if (!effective) throw none();
      return {
        EffectivePolicy: {
          PolicyType: type,
          TargetId: account.id,
          PolicyContent: JSON.stringify(effective.content),
          LastUpdatedTimestamp: new Date(account.joinedAt),
        },
      };
    },
  };
}

/** Effective policies that AWS found invalid. */
export function organizationValidation(world: World): HandlersOf<typeof Api> {
  function inUse(type: string | undefined): ManagementType {
    const known = managementTypeOf(type);
    if (!isTypeEnabled(world, known)) throw none();
    return known;
  }

  return {
    ListAccountsWithInvalidEffectivePolicy(input) {
      const type = inUse(input.PolicyType);
      const { items, next } = page(accountsWithInvalidPolicy(world, type), input);
      return {
        PolicyType: type,
        Accounts: accountsOf(world, items).map((one) => accountOut(world, one)),
        NextToken: next,
      };
    },

    ListEffectivePolicyValidationErrors(input) {
      const type = inUse(input.PolicyType);
      const account = memberOf(world, input.AccountId);
      const errors = errorsIn(world, account, type);
      if (!errors) throw none();
      const { items, next } = page(errors, input);
      return {
        AccountId: account.id,
        PolicyType: type,
        Path: accountPath(world, account),
        EvaluationTimestamp: new Date(account.joinedAt),
        EffectivePolicyValidationErrors: items.map(({ code, message, path, policies }) => ({
          ErrorCode: code,
          ErrorMessage: message,
          PathToError: path,
          ContributingPolicies: policies,
        })),
        NextToken: next,
      };
    },
  };
}
