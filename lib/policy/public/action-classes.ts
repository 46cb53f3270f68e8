import type { Statement } from "../language/policy";
import { s3Actions } from "../language/s3-actions.gen";
import { fits, hasWildcard } from "../language/wildcard";

/**
 * What people can do with a bucket: read objects and what is stored about them, list them, write them, or change who
 * may do all that.
 */
export const accessClasses = ["list", "permissions", "read", "write"] as const;

export type AccessClass = (typeof accessClasses)[number];

/** Encryption decides who can read, though AWS files these under plain writing. */
const encryption = new Set(["PutEncryptionConfiguration", "UpdateObjectEncryption"]);
/** Deletes what a retention holds, and changes nobody's permissions, though AWS files it there. */
const retention = "BypassGovernanceRetention";

function classOf(name: string, level: string, resources: readonly string[]): AccessClass | undefined {
  if (encryption.has(name)) return "permissions";
  if (level.startsWith("Permissions management") && name !== retention) return "permissions";
  const objects = resources.includes("object");
  if (level === "List") return objects || resources.includes("bucket") ? "list" : undefined;
  if (!objects) return undefined;
  return level === "Read" ? "read" : "write";
}

const classes = new Map(s3Actions.map((action) => [`s3:${action[0].toLowerCase()}`, classOf(...action)]));

/** Actions that read or write settings of the bucket: they are of no class. */
const settings = new Map(
  s3Actions
    .filter((action) => action[2].includes("bucket") && !classOf(...action))
    .map(([name, level]) => [`s3:${name.toLowerCase()}`, level === "Read" ? "read" : "write"] as const),
);

/** What can be done with actions, whatever their resources. */
export type Use = {
  classes: Set<AccessClass>;
  /** The settings of the bucket can be read, or written. */
  settings: Set<"read" | "write">;
  /** It names an action of S3 that is not in the table. */
  unknown: boolean;
};

/** @returns what the actions of a statement are good for */
export function classesOf({ actions }: Statement): Use {
  const patterns = actions.values.map((value) => value.toLowerCase());
  const found = new Set<AccessClass>();
  for (const [action, of] of classes) {
    if (of && !found.has(of) && patterns.some((pattern) => fits(pattern, action)) !== actions.not) found.add(of);
  }
  const named = patterns.filter((pattern) => pattern.startsWith("s3:") && !hasWildcard(pattern));
  const ofSettings = new Set<"read" | "write">();
  for (const [action, use] of settings) {
    if (!ofSettings.has(use) && patterns.some((pattern) => fits(pattern, action)) !== actions.not) ofSettings.add(use);
  }
  return {
    classes: found,
    settings: ofSettings,
    unknown: !actions.not && named.some((action) => !classes.has(action)),
  };
}
