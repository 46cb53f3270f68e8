import type { Caller } from "./caller";
import type { World } from "./world";

/**
 * Whether a caller speaks for the organization where a security service is delegated: from the hub account, which
 * administers Config's aggregator, GuardDuty, Macie, Security Hub and Access Analyzer; or as the administrator.
 */
export const speaksForOrganization = (world: World, { accountId, kind }: Caller): boolean =>
  accountId === world.hubAccountId || kind === "administrator";
