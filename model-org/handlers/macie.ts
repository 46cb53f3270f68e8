import * as Api from "@aws-sdk/client-macie2";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import type { Account } from "../world/configuration";
import { macieOrganizations, macieSessions } from "../world/macie";
import type { World } from "../world/world";
import { askingAccount, denied, invalid, isManaged, isMember, organizationOf, sessionOf } from "./macie-access";
import { buckets } from "./macie-buckets";
import { findings } from "./macie-findings";
import { jobs } from "./macie-jobs";
import { pageOf } from "./pages";

/** Amazon Macie: sessions, the organization's configuration, buckets, jobs and findings. */
export function macie(world: World): HandlersOf<typeof Api> {
  return { ...sessions(world), ...organization(world), ...buckets(world), ...jobs(world), ...findings(world) };
}

function sessions(world: World): HandlersOf<typeof Api> {
  return {
    GetMacieSession(_, context) {
      const { status, frequency, createdAt, updatedAt } = sessionOf(world, context);
      return {
        status,
        findingPublishingFrequency: frequency,
        createdAt: new Date(createdAt),
        updatedAt: new Date(updatedAt),
        serviceRole: `arn:${world.partition}:iam::${askingAccount(world, context)}:role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie`,
      };
    },
    EnableMacie(input, context) {
      const account = context.caller.accountId;
      if (world.records.list(macieSessions, account, context.region).length > 0) {
        throw new Api.ConflictException({ message: "Macie has already been enabled", $metadata: {} });
      }
      const now = world.clock.now().toISOString();
      world.records.put(macieSessions, account, context.region, {
        id: "session",
        status: input.status ?? "ENABLED",
        frequency: input.findingPublishingFrequency ?? "FIFTEEN_MINUTES",
        createdAt: now,
        updatedAt: now,
      });
      return {};
    },
    UpdateMacieSession(input, context) {
      const before = sessionOf(world, context);
      world.records.put(macieSessions, askingAccount(world, context), context.region, {
        ...before,
        status: input.status ?? before.status,
        frequency: input.findingPublishingFrequency ?? before.frequency,
        updatedAt: world.clock.now().toISOString(),
      });
      return {};
    },
  };
}

function organization(world: World): HandlersOf<typeof Api> {
  const put = (context: Context, changed: ReturnType<typeof organizationOf>) =>
    world.records.put(macieOrganizations, world.hubAccountId, context.region, changed);
  const memberOut = (region: string, { id, email, joinedAt }: Account): Api.Member => {
    const [session] = world.records.list(macieSessions, id, region);
    return {
      accountId: id,
      administratorAccountId: world.hubAccountId,
      masterAccountId: world.hubAccountId,
      arn: `arn:${world.partition}:macie2:${region}:${world.hubAccountId}:member/${id}`,
      email,
      invitedAt: new Date(joinedAt),
      relationshipStatus: session?.status === "PAUSED" ? "Paused" : "Enabled",
      tags: {},
      updatedAt: new Date(session?.updatedAt ?? joinedAt),
    };
  };
  const badToken = () => invalid("The token is not valid.");
  return {
    DescribeOrganizationConfiguration: (_, context) => ({
      autoEnable: organizationOf(world, context).autoEnable,
      maxAccountLimitReached: false,
    }),
    UpdateOrganizationConfiguration(input, context) {
      put(context, { ...organizationOf(world, context), autoEnable: input.autoEnable ?? false });
      return {};
    },
    ListMembers(input, context) {
      sessionOf(world, context);
      const asks = askingAccount(world, context) === world.hubAccountId;
      const all = asks ? world.tree.accounts.filter((account) => isMember(world, account, context.region)) : [];
      const { items, next } = pageOf(all, input.nextToken, input.maxResults || 25, badToken);
      return { members: items.map((account) => memberOut(context.region, account)), nextToken: next };
    },
    GetAutomatedDiscoveryConfiguration(_, context) {
      sessionOf(world, context);
      if (isManaged(world, context)) {
        throw denied(
          "The request failed because the account is a member: its administrator manages automated discovery.",
        );
      }
      // An account on its own has never enabled it.
      const { discovery } =
        askingAccount(world, context) === world.hubAccountId
          ? organizationOf(world, context)
          : { discovery: undefined };
      return {
        status: discovery?.status ?? "DISABLED",
        autoEnableOrganizationMembers: discovery?.autoEnableMembers ?? "NONE",
        ...(discovery?.firstEnabledAt ? { firstEnabledAt: new Date(discovery.firstEnabledAt) } : {}),
        ...(discovery?.disabledAt ? { disabledAt: new Date(discovery.disabledAt) } : {}),
        ...(discovery ? { lastUpdatedAt: new Date(discovery.updatedAt) } : {}),
        classificationScopeId: world.random.hex(32, "scope", askingAccount(world, context), context.region),
        sensitivityInspectionTemplateId: world.random.hex(
          32,
          "template",
          askingAccount(world, context),
          context.region,
        ),
      };
    },
    UpdateAutomatedDiscoveryConfiguration(input, context) {
      const before = organizationOf(world, context);
      if (input.status !== "ENABLED" && input.status !== "DISABLED") throw invalid("status is ENABLED or DISABLED.");
      const now = world.clock.now().toISOString();
      const enabled = input.status === "ENABLED";
      put(context, {
        ...before,
        discovery: {
          status: input.status,
          autoEnableMembers: input.autoEnableOrganizationMembers ?? before.discovery.autoEnableMembers,
          firstEnabledAt: before.discovery.firstEnabledAt ?? (enabled ? now : null),
          disabledAt: enabled ? null : now,
          updatedAt: now,
        },
      });
      return {};
    },
    ListAutomatedDiscoveryAccounts(input, context) {
      const { discovery } = organizationOf(world, context);
      const wanted = world.tree.accounts.filter(
        (account) =>
          (account.id === world.hubAccountId || isMember(world, account, context.region)) &&
          (!input.accountIds?.length || input.accountIds.includes(account.id)),
      );
      const { items, next } = pageOf(wanted, input.nextToken, input.maxResults || 25, badToken);
      const on = discovery.status === "ENABLED" && discovery.autoEnableMembers !== "NONE";
      return {
        items: items.map(({ id }) => ({ accountId: id, status: on ? ("ENABLED" as const) : ("DISABLED" as const) })),
        nextToken: next,
      };
    },
    ListOrganizationAdminAccounts(_, { caller }) {
      if (caller.accountId !== world.managementAccountId) {
        throw denied("The request failed because you must be a user of the management account of the organization.");
      }
      return { adminAccounts: [{ accountId: world.hubAccountId, status: "ENABLED" }] };
    },
    GetAdministratorAccount(_, context) {
      sessionOf(world, context);
      if (!isManaged(world, context)) return {};
      return { administrator: { accountId: world.hubAccountId, relationshipStatus: "Enabled" } };
    },
  };
}
