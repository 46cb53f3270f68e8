import * as Api from "@aws-sdk/client-guardduty";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import type { Account } from "../world/configuration";
import { speaksForOrganization } from "../world/delegated";
import { type Detector, detectors, type GuardDutyFeature, guardDutyOrganizations } from "../world/detectors";
import type { World } from "../world/world";
import { pageOf } from "./pages";

/** What GuardDuty says of nearly everything it refuses. */
export const badRequest = (message: string): Error =>
  new Api.BadRequestException({ message, Message: message, Type: "InvalidInputException", $metadata: {} });

export const badToken = () =>
  badRequest("The request is rejected because an invalid or out-of-range value is specified as an input parameter.");

const notMaster = () =>
  badRequest("The request failed because you do not have required AWS Organization master permission.");

/** Whether a caller administers GuardDuty for the organization. */
export const isAdministrator = (world: World, { caller }: Context): boolean => speaksForOrganization(world, caller);

/** @returns the caller's detector. @throws BadRequestException for one that is not its own */
export function detectorOf(world: World, { caller, region }: Context, id: string | undefined): Detector {
  const found = world.records.get(detectors, caller.accountId, region, id ?? "");
  if (found) return found;
  throw badRequest("The request is rejected because the input detectorId is not owned by the current account.");
}

/** @returns the accounts the administrator has as members in a region: those with a detector, but a few it never took up */
export const membersFrom = (world: World, region: string): Account[] =>
  world.tree.accounts.filter(
    ({ id }) =>
      id !== world.hubAccountId &&
      !unassociated.has(world.tree.purposes.get(id)?.name ?? "") &&
      world.records.list(detectors, id, region).length > 0,
  );

/** Accounts that enabled GuardDuty for themselves, before the organization did. */
const unassociated: ReadonlySet<string> = new Set(["analytics-dev", "sandbox-priya"]);

/** The organization's GuardDuty: its configuration and its members. */
export function members(world: World): HandlersOf<typeof Api> {
  const organization = (context: Context) => {
    if (!isAdministrator(world, context)) throw notMaster();
    const found = world.records.get(guardDutyOrganizations, world.hubAccountId, context.region, "organization");
    if (!found) throw notMaster();
    return found;
  };
  const memberOut = (region: string, { id, email, joinedAt }: Account): Api.Member => {
    const [detector] = world.records.list(detectors, id, region);
    return {
      AccountId: id,
      ...(detector ? { DetectorId: detector.id } : {}),
      MasterId: world.hubAccountId,
      AdministratorId: world.hubAccountId,
      Email: email,
      RelationshipStatus: detector?.status === "DISABLED" ? "Paused" : "Enabled",
      InvitedAt: joinedAt,
      UpdatedAt: detector?.updatedAt ?? joinedAt,
    };
  };
  return {
    DescribeOrganizationConfiguration(input, context) {
      detectorOf(world, context, input.DetectorId);
      const { autoEnable, features } = organization(context);
      return {
        AutoEnable: autoEnable !== "NONE",
        AutoEnableOrganizationMembers: autoEnable,
        MemberAccountLimitReached: false,
        Features: Object.entries(features).map(([Name, AutoEnable]) => ({
          Name: Name as GuardDutyFeature,
          AutoEnable,
        })),
      };
    },
    UpdateOrganizationConfiguration(input, context) {
      detectorOf(world, context, input.DetectorId);
      const before = organization(context);
      const features = { ...before.features };
      for (const { Name, AutoEnable } of input.Features ?? []) {
        if (!Name || !AutoEnable)
          throw badRequest("The request is rejected because a feature has no name or no value.");
        features[Name as GuardDutyFeature] = AutoEnable;
      }
      const autoEnable =
        input.AutoEnableOrganizationMembers ??
        (input.AutoEnable === undefined ? before.autoEnable : input.AutoEnable ? "NEW" : "NONE");
      world.records.put(guardDutyOrganizations, world.hubAccountId, context.region, {
        ...before,
        autoEnable,
        features,
      });
      return {};
    },
    ListMembers(input, context) {
      detectorOf(world, context, input.DetectorId);
      if (!isAdministrator(world, context)) return { Members: [] };
      const { items, next } = pageOf(
        membersFrom(world, context.region),
        input.NextToken || undefined,
        input.MaxResults ?? 50,
        badToken,
      );
      return { Members: items.map((account) => memberOut(context.region, account)), NextToken: next };
    },
    GetMemberDetectors(input, context) {
      detectorOf(world, context, input.DetectorId);
      const asked = input.AccountIds ?? [];
      if (asked.length === 0 || asked.length > 50)
        throw badRequest("Between 1 and 50 accounts are asked for at a time.");
      const known = new Set(membersFrom(world, context.region).map(({ id }) => id));
      const answers = asked.map((id) => ({ id, detector: world.records.list(detectors, id, context.region)[0] }));
      const member = isAdministrator(world, context);
      return {
        MemberDataSourceConfigurations: answers.flatMap(({ id, detector }) =>
          member && known.has(id) && detector
            ? [
                {
                  AccountId: id,
                  DataSources: undefined,
                  Features: Object.entries(detector.features).map(([Name, Status]) => ({
                    Name: Name as GuardDutyFeature,
                    Status,
                    UpdatedAt: new Date(detector.updatedAt),
                  })),
                },
              ]
            : [],
        ),
        UnprocessedAccounts: answers.flatMap(({ id }) =>
          member && known.has(id)
            ? []
            : [
                {
                  AccountId: id,
                  Result:
                    "The request is rejected because the given account ID is not an associated member of account the current account.",
                },
              ],
        ),
      };
    },
    ListOrganizationAdminAccounts(_, { caller }) {
      if (caller.accountId !== world.managementAccountId) throw notMaster();
      return { AdminAccounts: [{ AdminAccountId: world.hubAccountId, AdminStatus: "ENABLED" }] };
    },
    GetAdministratorAccount(input, context) {
      detectorOf(world, context, input.DetectorId);
      const { accountId } = context.caller;
      const member = membersFrom(world, context.region).some(({ id }) => id === accountId);
      return {
        Administrator: member ? { AccountId: world.hubAccountId, RelationshipStatus: "Enabled" } : undefined,
      };
    },
  };
}
