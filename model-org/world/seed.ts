import type { Random } from "./random";

/** What everything of a world is drawn from. */
export type Seed = {
  random: Random;
  partition: string;
  organizationId: string;
  regions: readonly string[];
  /** Regions an account has to opt in to. */
  optInRegions: readonly string[];
};

/** The regions of a partition in the model: the last is opt-in where there is one, and off in most accounts. */
const geography: Readonly<Record<string, Pick<Seed, "regions" | "optInRegions">>> = {
  aws: { regions: ["eu-west-1", "eu-central-1", "us-east-1", "me-central-1"], optInRegions: ["me-central-1"] },
  "aws-cn": { regions: ["cn-north-1", "cn-northwest-1"], optInRegions: [] },
  "aws-us-gov": { regions: ["us-gov-west-1", "us-gov-east-1"], optInRegions: [] },
};

/** The region services without a region of their own are asked in. */
const homes: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
};

/** @throws Error for a partition the model does not know */
export function seedOf(random: Random, partition: string): Seed {
  const where = geography[partition];
  if (!where) throw new Error(`The partition is one of ${Object.keys(geography).join(", ")}, not ${partition}.`);
  return { random, partition, organizationId: `o-${random.hex(10, "organization")}`, ...where };
}

/** @returns the region global services of a partition answer in */
export const homeRegionOf = (partition: string): string => homes[partition] ?? "us-east-1";

/** @returns the domain of a partition's endpoints */
export const domainOf = (partition: string): string => (partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com");
