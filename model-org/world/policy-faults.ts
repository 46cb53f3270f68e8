import { list, matches } from "../iam/document";

/** What a resource's policy may be about, and whom the account of a principal knows. */
export type PolicyPlace = {
  /** The resource's own ARN. */
  arn: string;
  /** What the ARNs of what is in it begin with: `arn:aws:s3:::bucket/`. */
  within: string;
  /** `s3`, or `s3express` for a directory bucket. */
  prefix?: string;
  /** Whether a role or user exists; undefined where nobody here can say. */
  exists?(arn: string): boolean | undefined;
};

type Given = Readonly<Record<string, unknown>>;

const members = new Set([
  ...["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"],
]);

/** Actions about objects, which only a resource with a key can be meant by. */
const objectActions = [
  ...["AbortMultipartUpload", "BypassGovernanceRetention", "InitiateReplication", "ListMultipartUploadParts"],
  ...["ObjectOwnerOverrideToBucketOwner", "ReplicateDelete", "ReplicateObject", "ReplicateTags", "RestoreObject"],
  ...["", "Acl", "Attributes", "LegalHold", "Retention", "Tagging", "Torrent", "Version", "VersionAcl"].map(
    (what) => `GetObject${what}`,
  ),
  ...["VersionAttributes", "VersionForReplication", "VersionTagging", "VersionTorrent"].map(
    (what) => `GetObject${what}`,
  ),
  ...["", "Acl", "LegalHold", "Retention", "Tagging", "VersionAcl", "VersionTagging"].map((what) => `PutObject${what}`),
  ...["", "Tagging", "Version", "VersionTagging"].map((what) => `DeleteObject${what}`),
  "UpdateObjectEncryption",
].map((name) => `s3:${name}`);

/** Some of the actions about buckets, enough to tell what a pattern may mean. */
const bucketActions = [
  ...["CreateBucket", "DeleteBucket", "DeleteBucketPolicy", "DeleteBucketWebsite", "GetBucketAcl", "GetBucketPolicy"],
  ...["GetBucketLocation", "GetEncryptionConfiguration", "GetLifecycleConfiguration", "GetReplicationConfiguration"],
  ...["ListBucket", "ListBucketMultipartUploads", "ListBucketVersions", "ListTagsForResource", "PutBucketAcl"],
  ...["PutBucketPolicy", "PutBucketVersioning", "PutEncryptionConfiguration", "PutLifecycleConfiguration"],
  ...["PutReplicationConfiguration", "TagResource", "UntagResource", "GetBucketTagging", "PutBucketTagging"],
].map((name) => `s3:${name}`);

/**
 * @returns what AWS finds wrong with a policy, in its own words; undefined for one it takes
 */
export function policyFault(text: string, place: PolicyPlace): string | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return "Policies must be valid JSON and the first byte must be '{'";
  }
  if (!isGiven(parsed)) return "Policies must be valid JSON and the first byte must be '{'";
  for (const name of Object.keys(parsed)) {
    if (!["Version", "Id", "Statement"].includes(name)) return `Unknown field ${name}`;
  }
  const { Version, Statement } = parsed;
  if (Version !== undefined && Version !== "2012-10-17" && Version !== "2008-10-17") {
    return "The policy must contain a valid version string";
  }
  if (Statement === undefined) return "Missing required field Statement";
  for (const one of list(Statement)) {
    if (!isGiven(one)) return "Statement must be an object";
    const fault = faultOf(one, place);
    if (fault) return fault;
  }
  return list(Statement).length === 0 ? "Could not parse the policy: Statement is empty!" : undefined;
}

const isGiven = (value: unknown): value is Given =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function faultOf(statement: Given, place: PolicyPlace): string | undefined {
  for (const name of Object.keys(statement)) if (!members.has(name)) return `Unknown field ${name}`;
  const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement;
  if (Effect === undefined) return "Missing required field Effect";
  if (Effect !== "Allow" && Effect !== "Deny") return `Invalid effect: ${String(Effect)}`;
  if (Principal === undefined && NotPrincipal === undefined) return "Missing required field Principal";
  if (NotPrincipal !== undefined && Effect === "Allow") return "Allow with NotPrincipal is not allowed.";
  if (!isPrincipal(Principal ?? NotPrincipal, place)) return "Invalid principal in policy";
  if (Action === undefined && NotAction === undefined) return "Missing required field Action";
  if (Resource === undefined && NotResource === undefined) return "Missing required field Resource";
  const prefix = place.prefix ?? "s3";
  const actions = list(Action ?? NotAction);
  if (!actions.every((one) => one === "*" || (typeof one === "string" && isAction(one, prefix)))) {
    return "Policy has invalid action";
  }
  const resources = list(Resource ?? NotResource);
  if (!resources.every((one) => typeof one === "string" && isOfPlace(one, place))) return "Policy has invalid resource";
  if (NotAction !== undefined || NotResource !== undefined || prefix !== "s3") return undefined;
  const fits = (action: string) => resources.some((resource) => applies(action, String(resource), place));
  return actions.every((action) => fits(String(action)))
    ? undefined
    : "Action does not apply to any resource(s) in statement";
}

const isAction = (action: string, prefix: string): boolean =>
  action.toLowerCase().startsWith(`${prefix}:`) && /^[A-Za-z0-9*?]+$/.test(action.slice(prefix.length + 1));

/** A resource of the policy's own: a pattern may be wider, if it begins as the ARN does. */
const isOfPlace = (resource: string, { arn }: PolicyPlace): boolean =>
  resource.startsWith(arn) && /^$|^[/*?]/.test(resource.slice(arn.length));

function applies(action: string, resource: string, { arn, within }: PolicyPlace): boolean {
  const any = (of: readonly string[]) => of.some((one) => matches(action, one, true));
  const onObjects = any(objectActions);
  // An access point is asked to list, and for what it is itself.
  const onBuckets = any(bucketActions) || !onObjects;
  const meansObjects = resource.startsWith(within) || matches(resource, `${within}a`, false);
  return (onObjects && meansObjects) || (onBuckets && matches(resource, arn, false));
}

const iamName = /^arn:[a-z-]+:(?:iam|sts)::(\d{12}):(?:root|(?:user|role|assumed-role|federated-user)\/[^*?]+)$/;

function isPrincipal(given: unknown, place: PolicyPlace): boolean {
  if (given === "*") return true;
  if (!isGiven(given)) return false;
  return Object.entries(given).every(([kind, value]) => {
    const values = list(value);
    if (values.length === 0 || !values.every((one) => typeof one === "string")) return false;
    switch (kind) {
      case "AWS":
        return values.every((one) => isAwsPrincipal(String(one), place));
      case "CanonicalUser":
        return values.every((one) => /^[0-9a-f]{64,96}$/.test(String(one)));
      case "Service":
        return values.every((one) => /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(String(one)));
      default:
        return kind === "Federated";
    }
  });
}

/** An account, or somebody in it who exists: AWS looks every role and user up when it takes a policy. */
const isAwsPrincipal = (one: string, { exists }: PolicyPlace): boolean =>
  one === "*" ||
  /^\d{12}$/.test(one) ||
  /^arn:[a-z-]+:iam::cloudfront:user\/.+$/.test(one) ||
  (iamName.test(one) && exists?.(one) !== false);
