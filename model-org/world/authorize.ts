import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { Bucket } from "./configuration";
import { deniesPrincipal, someMatches, statementsOf } from "./read-policy";

/** What the remediation role may write. */
const remediations = new Set(["s3:PutBucketPublicAccessBlock", "s3:PutEncryptionConfiguration"]);

/** The roles read settings: no object, and no name of one. */
const isRead = (action: string): boolean => /^s3:(Get|List)(?!Object|Bucket$)/.test(action);

/**
 * Whether an identity may act: what its role allows, what a session policy leaves of it, and what the bucket's policy
 * denies.
 * @throws AwsError AccessDenied
 */
export function authorizeS3({ caller }: Context, action: string, bucket?: Bucket): void {
  const denied = (why: string) =>
    new AwsError(
      "AccessDenied",
      `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${bucket?.name ?? "*"} ${why}`,
      403,
    );
  if (caller.kind === "hub-reader" || caller.kind === "hub-remediator") {
    throw denied("because no identity-based policy allows the action");
  }
  if (caller.kind === "reader" && !isRead(action)) throw denied("because no identity-based policy allows the action");
  if (caller.kind === "remediator" && !isRead(action) && !remediations.has(action)) {
    throw denied("because no identity-based policy allows the action");
  }
  if (caller.policy !== undefined && !sessionAllows(caller.policy, action, arnOf(caller.arn, bucket))) {
    throw denied("because no session policy allows the action");
  }
  const role = caller.arn.replace(/^(arn:[a-z-]+):sts::(\d+):assumed-role\/([^/]+)\/.*$/, "$1:iam::$2:role/$3");
  if (bucket && caller.kind !== "administrator" && deniesPrincipal(bucket.policy, action, role)) {
    throw denied("with an explicit deny in a resource-based policy");
  }
}

/** Calls about an account name every resource. */
const arnOf = (caller: string, bucket: Bucket | undefined): string =>
  bucket ? `arn:${caller.split(":")[1]}:s3:::${bucket.name}` : "*";

/** What a session policy leaves of the role: what it allows of the resource, and does not deny. */
function sessionAllows(policy: string, action: string, resource: string): boolean {
  const applying = statementsOf(policy).filter(
    ({ Action, Resource }) => someMatches(Action, action) && someMatches(Resource, resource),
  );
  return applying.some(({ Effect }) => Effect === "Allow") && !applying.some(({ Effect }) => Effect === "Deny");
}
