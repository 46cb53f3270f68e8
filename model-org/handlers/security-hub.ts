import * as Api from "@aws-sdk/client-securityhub";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { speaksForOrganization } from "../world/delegated";
import {
  cis,
  foundational,
  type SecurityHubOrganization,
  type Standard,
  securityHubOrganizations,
  securityHubs,
  standardArn,
} from "../world/security-hubs";
import type { World } from "../world/world";
import { pageOf } from "./pages";
import { accountAsked, hubOf, invalidAccess, invalidInput } from "./security-hub-access";
import { findings } from "./security-hub-findings";

/** AWS Security Hub: subscriptions, standards, the organization's configuration and findings. */
export function securityHub(world: World): HandlersOf<typeof Api> {
  return { ...subscriptions(world), ...organization(world), ...findings(world) };
}

function subscriptions(world: World): HandlersOf<typeof Api> {
  const subscriptionArn = (context: Context, { arn }: Standard) =>
    arn.replace(/:securityhub:([^:]+)::standards\//, `:securityhub:$1:${accountAsked(world, context)}:subscription/`);
  const out = (context: Context, standard: Standard): Api.StandardsSubscription => ({
    StandardsSubscriptionArn: subscriptionArn(context, standard),
    StandardsArn: standard.arn,
    StandardsInput: {},
    StandardsStatus: standard.status,
    StandardsControlsUpdatable: "READY_FOR_UPDATES",
  });
  return {
    DescribeHub(_, context) {
      const { subscribedAt, autoEnableControls } = hubOf(world, context);
      return {
        HubArn: `arn:${world.partition}:securityhub:${context.region}:${accountAsked(world, context)}:hub/default`,
        SubscribedAt: subscribedAt,
        AutoEnableControls: autoEnableControls,
        ControlFindingGenerator: "SECURITY_CONTROL",
      };
    },
    GetEnabledStandards(input, context) {
      const { standards } = hubOf(world, context);
      const only = input.StandardsSubscriptionArns;
      const wanted = standards.filter((one) => !only?.length || only.includes(subscriptionArn(context, one)));
      const page = pageOf(wanted, input.NextToken || undefined, input.MaxResults || 100, () =>
        invalidInput("The token is not valid."),
      );
      return { StandardsSubscriptions: page.items.map((one) => out(context, one)), NextToken: page.next };
    },
    EnableSecurityHub(input, { caller, region }) {
      if (world.records.list(securityHubs, caller.accountId, region).length > 0) {
        const message = "Account is already subscribed to Security Hub";
        throw new Api.ResourceConflictException({
          message,
          Message: message,
          Code: "ResourceConflictException",
          $metadata: {},
        });
      }
      const standards = input.EnableDefaultStandards === false ? [] : [foundational, cis];
      world.records.put(securityHubs, caller.accountId, region, {
        id: "hub",
        subscribedAt: world.clock.now().toISOString(),
        autoEnableControls: true,
        standards: standards.map((standard) => ({
          arn: standardArn(world, region, standard),
          status: "READY" as const,
        })),
      });
      return {};
    },
    BatchEnableStandards(input, context) {
      const hub = hubOf(world, context);
      const given = input.StandardsSubscriptionRequests ?? [];
      if (given.length === 0 || given.length > 25)
        throw invalidInput("Between 1 and 25 standards are enabled at a time.");
      const known = [foundational, cis].map((standard) => standardArn(world, context.region, standard));
      const made = given.map(({ StandardsArn: arn = "" }): Standard => {
        if (!known.includes(arn)) throw invalidInput(`There is no standard ${arn}.`);
        return { arn, status: "READY" };
      });
      const kept = hub.standards.filter(({ arn }) => !made.some((one) => one.arn === arn));
      world.records.put(securityHubs, accountAsked(world, context), context.region, {
        ...hub,
        standards: [...kept, ...made],
      });
      // It takes AWS a while; the answer says so, the next reading finds it done.
      return { StandardsSubscriptions: made.map((one) => out(context, { ...one, status: "PENDING" })) };
    },
  };
}

function organization(world: World): HandlersOf<typeof Api> {
  const configuration = (context: Context): SecurityHubOrganization => {
    hubOf(world, context);
    const found = speaksForOrganization(world, context.caller)
      ? world.records.get(securityHubOrganizations, world.hubAccountId, context.region, "organization")
      : undefined;
    if (found) return found;
    throw invalidAccess(`Account ${context.caller.accountId} is not an administrator for this organization`);
  };
  return {
    DescribeOrganizationConfiguration(_, context) {
      const { autoEnable, standards } = configuration(context);
      return {
        AutoEnable: autoEnable,
        MemberAccountLimitReached: false,
        AutoEnableStandards: standards,
        OrganizationConfiguration: { ConfigurationType: "LOCAL", Status: "ENABLED" },
      };
    },
    UpdateOrganizationConfiguration(input, context) {
      const before = configuration(context);
      world.records.put(securityHubOrganizations, world.hubAccountId, context.region, {
        ...before,
        autoEnable: input.AutoEnable ?? before.autoEnable,
        standards: input.AutoEnableStandards ?? before.standards,
      });
      return {};
    },
  };
}
