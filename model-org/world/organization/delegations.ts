import type { Kind } from "../records";
import type { World } from "../world";
import { isOrganizationPlace, organizationPlace } from "./place";

/** An account that administers a service for the organization. */
export type Delegation = { accountId: string; service: string; since: string };

/** A service that may act in every account of the organization. */
export type ServiceAccess = { service: string; since: string };

/** Services that can be given to a delegated administrator, and to how many. */
export const delegable: Readonly<Record<string, number>> = {
  "access-analyzer.amazonaws.com": 1,
  "backup.amazonaws.com": 5,
  "config.amazonaws.com": 3,
  "config-multiaccountsetup.amazonaws.com": 3,
  "guardduty.amazonaws.com": 1,
  "inspector2.amazonaws.com": 1,
  "macie.amazonaws.com": 1,
  "member.org.stacksets.cloudformation.amazonaws.com": 5,
  "resource-explorer-2.amazonaws.com": 1,
  "securityhub.amazonaws.com": 1,
  "storage-lens.s3.amazonaws.com": 5,
  "sso.amazonaws.com": 1,
};

/** Services that are trusted, though nobody administers them for the organization. */
export const trustable = [
  "cloudtrail.amazonaws.com",
  "controltower.amazonaws.com",
  "ram.amazonaws.com",
  "tagpolicies.tag.amazonaws.com",
];

const hubServices = [
  "access-analyzer.amazonaws.com",
  "config.amazonaws.com",
  "config-multiaccountsetup.amazonaws.com",
  "guardduty.amazonaws.com",
  "macie.amazonaws.com",
  "securityhub.amazonaws.com",
];

const backupService = "backup.amazonaws.com";

/** Security services are the hub account's, as world/delegated.ts has it; backups those of the account they are kept in. */
export const delegations: Kind<Delegation> = {
  name: "organization-delegation",
  id: ({ accountId, service }) => `${accountId}/${service}`,
  derive(place) {
    const { world } = place;
    if (!isOrganizationPlace(place) || world.hubAccountId === world.managementAccountId) return [];
    const vault = world.tree.accounts.find(({ id }) => world.tree.purposes.get(id)?.name === "backup");
    return [
      ...hubServices.map((service) => ({ accountId: world.hubAccountId, service, since: "2024-03-01T00:00:00Z" })),
      ...(vault ? [{ accountId: vault.id, service: backupService, since: "2024-09-16T00:00:00Z" }] : []),
    ];
  },
};

/** Trusted access: nobody has turned it on for Inspector, or for Storage Lens. */
export const serviceAccess: Kind<ServiceAccess> = {
  name: "organization-service-access",
  id: ({ service }) => service,
  derive: (place) =>
    isOrganizationPlace(place)
      ? [
          ...hubServices,
          backupService,
          "member.org.stacksets.cloudformation.amazonaws.com",
          "sso.amazonaws.com",
          ...trustable,
        ].map((service) => ({ service, since: "2023-11-06T00:00:00Z" }))
      : [],
};

export const delegationsOf = (world: World): Delegation[] =>
  world.records.list(delegations, ...organizationPlace(world));

/** @returns whether an account may read the organization: it administers one of its services, or is the hub */
export const isDelegatedAdministrator = (world: World, accountId: string): boolean =>
  delegationsOf(world).some((one) => one.accountId === accountId);
