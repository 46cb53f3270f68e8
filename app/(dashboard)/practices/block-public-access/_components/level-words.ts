import type { BlockPublicAccessCoverage } from "@/lib/services/coverage/read-block-public-access";

export type Levels = BlockPublicAccessCoverage["levels"];

/** The four levels a setting can be on at, from the outside in, each with what it is counted in. */
export const levelWords: readonly { level: keyof Levels; name: string; unit: string }[] = [
  { level: "organization", name: "Organization", unit: "accounts, S3 policy" },
  { level: "account", name: "Account", unit: "accounts, in force" },
  { level: "bucket", name: "Bucket", unit: "buckets" },
  { level: "accessPoint", name: "Access point", unit: "access points" },
];
