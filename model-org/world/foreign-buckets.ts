import type { World } from "./world";

/** Buckets of others that the organization has to do with: a call about one is denied, not "no such bucket". */
type ForeignBucket = { name: string; accountId: string; region: string };

/** The partner that delivers claims, and whose account some policies name. */
export const partnerAccountId = "210987654321";

const plans: readonly (Omit<ForeignBucket, "region"> & { region: number })[] = [
  { name: "northwind-partner-dropzone", accountId: partnerAccountId, region: 1 },
  // A name the organization's own tools would use, taken by somebody else.
  { name: "aldermoor-shared-services-templates-eu", accountId: "309876543210", region: 0 },
];

/** @returns a bucket of that name outside of the organization */
export function foreignBucket(world: World, name: string): ForeignBucket | undefined {
  const plan = plans.find((one) => one.name === name);
  if (!plan && isSquatted(world, name)) return { name, accountId: "309876543210", region: squattedRegion(world) };
  return plan && { ...plan, region: world.regions[plan.region % world.regions.length] ?? world.homeRegion };
}

const squattedRegion = ({ regions, homeRegion }: World): string => regions[0] ?? homeRegion;

/**
 * Names that tools of AWS would make a bucket by, taken before the account came to it. They can be guessed: all there is
 * to know is its number.
 */
function isSquatted(world: World, name: string): boolean {
  const region = squattedRegion(world);
  const id = (account: string) => world.random.accountId(account);
  return (
    name === `cdk-hnb659fds-assets-${id("hackathon-2026")}-${region}` ||
    name === `aws-glue-assets-${id("data-lake-dev")}-${region}`
  );
}
