import type { Place } from "../records";
import type { World } from "../world";

/** @returns where records about the organization itself are kept: the management account, at home */
export const organizationPlace = (world: World): [accountId: string, region: string] => [
  world.managementAccountId,
  world.homeRegion,
];

export const isOrganizationPlace = ({ world, account, region }: Place): boolean =>
  account.id === world.managementAccountId && region === world.homeRegion;
