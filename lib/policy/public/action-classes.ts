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

/**
 * The classes of the actions of a statement, whatever their resources.
 * @returns `unknown` where it names an action of S3 that is not in the table
 */
export function classesOf({ actions }: Statement): { classes: Set<AccessClass>; unknown: boolean } {
  const patterns = actions.values.map((value) => value.toLowerCase());
  const found = new Set<AccessClass>();
  for (const [action, of] of classes) {
    if (of && !found.has(of) && patterns.some((pattern) => fits(pattern, action)) !== actions.not) found.add(of);
  }
  const named = patterns.filter((pattern) => pattern.startsWith("s3:") && !hasWildcard(pattern));
  return { classes: found, unknown: !actions.not && named.some((action) => !classes.has(action)) };
}
