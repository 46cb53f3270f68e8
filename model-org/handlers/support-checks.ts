import { blockInForce } from "../world/bucket-exposure";
import type { Bucket } from "../world/configuration";
import { isPublicPolicy } from "../world/read-policy";
import type { Place } from "../world/records";
import { lastRun } from "../world/support";
import type { World } from "../world/world";

/** What a check says of one bucket: a status, and a value of each column. */
export type Row = { bucket: Bucket; status: "ok" | "warning" | "error"; columns: string[] };

export type Check = {
  id: string;
  name: string;
  description: string;
  category: "security" | "fault_tolerance";
  columns: readonly string[];
  /** Checks that AWS Config feeds run when Config does: nobody can ask for them. */
  refreshable: boolean;
  /** Also reports what is well. */
  reportsOk: boolean;
  judge(world: World, bucket: Bucket): Row;
};

const yes = (value: boolean) => (value ? "Yes" : "No");
const colour = { ok: "Green", warning: "Yellow", error: "Red" } as const;

/** The checks of Trusted Advisor about S3. https://docs.aws.amazon.com/awssupport/latest/user/trusted-advisor-check-reference.html */
export const s3Checks: readonly Check[] = [
  {
    id: "Pfx0RwqBli",
    name: "Amazon S3 Bucket Permissions",
    description: "Checks buckets in Amazon Simple Storage Service (Amazon S3) that have open access permissions.",
    category: "security",
    columns: [
      "Region Name",
      "Region API Parameter",
      "Bucket Name",
      "ACL Allows List",
      "ACL Allows Upload/Delete",
      "Status",
      "Policy Allows Access",
    ],
    refreshable: true,
    reportsOk: false,
    judge(world, bucket) {
      const block = blockInForce(world, bucket);
      const heeded = bucket.ownership !== "BucketOwnerEnforced" && !block.IgnorePublicAcls;
      const open = (...permissions: string[]) =>
        heeded &&
        bucket.grants.some(
          ({ grantee, permission }) =>
            "group" in grantee &&
            grantee.group !== "LogDelivery" &&
            [...permissions, "FULL_CONTROL"].includes(permission),
        );
      const byPolicy = !block.RestrictPublicBuckets && isPublicPolicy(bucket.policy);
      const status = open("WRITE") ? "error" : open("READ") || byPolicy ? "warning" : "ok";
      const { region, name } = bucket;
      return {
        bucket,
        status,
        columns: [region, region, name, yes(open("READ")), yes(open("WRITE")), colour[status], yes(byPolicy)],
      };
    },
  },
  {
    id: "R365s2Qddf",
    name: "Amazon S3 Bucket Versioning",
    description: "Checks for Amazon Simple Storage Service buckets that do not have versioning enabled.",
    category: "fault_tolerance",
    columns: ["Region", "Bucket Name", "Versioning", "MFA Delete Enabled", "Status"],
    refreshable: true,
    reportsOk: true,
    judge(_, bucket) {
      const { versioning, region, name } = bucket;
      const status = versioning?.status === "Enabled" ? "ok" : "warning";
      const columns = [region, name, versioning?.status ?? "Not Enabled", yes(versioning?.mfaDelete ?? false)];
      return { bucket, status, columns: [...columns, colour[status]] };
    },
  },
  {
    id: "c1fd6b96l4",
    name: "Amazon S3 Server Access Logs Enabled",
    description: "Checks the logging configuration of Amazon Simple Storage Service buckets.",
    category: "security",
    columns: [
      "Status",
      "Region",
      "Resource ARN",
      "Bucket Name",
      "Target Name",
      "Target Exists",
      "Same Owner",
      "Write Enabled",
      "Reason",
      "Last Updated Time",
    ],
    refreshable: false,
    reportsOk: false,
    judge(world, bucket) {
      const { logging, region, name, accountId } = bucket;
      const target = logging ? world.bucket(logging.bucket) : undefined;
      const status = target ? "ok" : "warning";
      return {
        bucket,
        status,
        columns: [
          colour[status],
          region,
          `arn:${world.partition}:s3:::${name}`,
          name,
          logging?.bucket ?? "",
          yes(target !== undefined),
          yes(target?.accountId === accountId),
          yes(target !== undefined),
          logging ? (target ? "" : "The target bucket does not exist.") : "Logging not enabled",
          "",
        ],
      };
    },
  },
];

/** @returns what a check found when it last ran: a change since then is not in it */
export function rowsOf(place: Pick<Place, "world" | "account">, check: Check): { rows: Row[]; at: Date } {
  const { world, account } = place;
  const at = lastRun(place, check.id);
  const names = new Set([...world.bucketNames(account.id), ...world.bucketHistory.changedIn(account.id)]);
  const rows = [...names].flatMap((name) => {
    const { state } = world.bucketHistory.at(name, at, world.bucket(name));
    return state?.accountId === account.id ? [check.judge(world, state)] : [];
  });
  return { rows, at };
}
