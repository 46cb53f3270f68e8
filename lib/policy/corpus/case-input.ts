import type { AccessInput, Block, Blocks, Grant, Grantee, KnownBlock, Ownership } from "../input";
import { parsePolicy } from "../language/parse-policy";
import type { Policy } from "../language/policy";

/** The `input` of a case, before anything is known of it. */
export type CaseInput = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Only an access point has a network of origin. */
const isAccessPoint = (kind: string, input: CaseInput): boolean =>
  kind === "access-point-policy" || input["networkOrigin"] !== undefined;

/** @returns undefined where the case has none */
export const policyOf = (kind: string, input: CaseInput): Policy | undefined =>
  input["policy"] === undefined || input["policy"] === null
    ? undefined
    : parsePolicy(input["policy"], isAccessPoint(kind, input) ? "access-point" : "bucket");

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Reads a case as all that decides who may do what. What a case leaves out is not configured, as the corpus has it. */
export function accessInputOf(kind: string, input: CaseInput, policy: Policy | undefined): AccessInput {
  const accountId = text(input["accountId"]) ?? "";
  const accessPoint = isAccessPoint(kind, input);
  return {
    kind: accessPoint ? "access-point" : "bucket",
    partition: /"arn:(aws[a-z-]*):/.exec(JSON.stringify(input["policy"] ?? null))?.[1] ?? "aws",
    bucket: text(input["bucket"]) ?? "",
    accountId,
    orgId: text(input["orgId"]) ?? null,
    isManagementAccount: input["accountIsManagementAccount"] === true,
    // Accounts the corpus calls external are outside the organization.
    members: [accountId],
    policy: accessPoint ? "unread" : (policy ?? null),
    ...(accessPoint && {
      accessPoint: {
        arn: "",
        networkOrigin: input["networkOrigin"] === "VPC" ? "VPC" : "Internet",
        policy: policy ?? null,
      },
    }),
    acl: aclOf(input["acl"]),
    ownership: ownershipOf(input["ownership"]),
    blocks: blocksOf(input["bpa"]),
    rcps: rcpsOf(input["resourceControlPolicies"]),
    trusted: { accounts: [], organizations: [] },
  };
}

function aclOf(acl: unknown): AccessInput["acl"] {
  if (acl === undefined || acl === null) return { owner: null, grants: [] };
  const grants = isObject(acl) ? acl["Grants"] : undefined;
  if (!isObject(acl) || !Array.isArray(grants)) return "unread";
  const { Owner: owner } = acl;
  return { owner: isObject(owner) ? (text(owner["ID"]) ?? null) : null, grants: grants.flatMap(grantOf) };
}

const permissions = ["READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL"] as const;

function grantOf(grant: unknown): Grant[] {
  const of = isObject(grant) ? grant["Grantee"] : undefined;
  if (!isObject(grant) || !isObject(of)) return [];
  const permission = permissions.find((each) => each === grant["Permission"]) ?? "FULL_CONTROL";
  return [{ grantee: granteeOf(of), permission }];
}

function granteeOf(of: Readonly<Record<string, unknown>>): Grantee {
  const { URI, ID } = of;
  if (typeof URI === "string") {
    const group = URI.split("/groups/")[1];
    if (group === "global/AllUsers") return { kind: "all-users" };
    if (group === "global/AuthenticatedUsers") return { kind: "authenticated-users" };
    return group === "s3/LogDelivery" ? { kind: "log-delivery" } : { kind: "other", text: URI };
  }
  return typeof ID === "string"
    ? { kind: "canonical-user", id: ID }
    : { kind: "other", text: String(of["Type"] ?? "") };
}

/** A bucket without ownership controls is one whose objects belong to whoever writes them, and whose ACLs count. */
function ownershipOf(ownership: unknown): Ownership | "unread" {
  if (ownership === undefined || ownership === null) return "ObjectWriter";
  return (
    (["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"] as const).find((each) => each === ownership) ??
    "unread"
  );
}

function blocksOf(bpa: unknown): Blocks {
  const levels = isObject(bpa) ? bpa : {};
  const unreadable: unknown[] = [levels["unreadable"] ?? []].flat();
  const level = (name: string): KnownBlock => (unreadable.includes(name) ? "unread" : blockOf(levels[name]));
  const { organization } = levels;
  const known = organization === "all" || organization === "none" ? organization : undefined;
  const absent = organization === undefined || organization === null;
  return {
    accessPoint: level("accessPoint"),
    bucket: level("bucket"),
    account: level("account"),
    organization: unreadable.includes("organization") ? "unread" : (known ?? (absent ? "absent" : "unread")),
  };
}

function blockOf(block: unknown): KnownBlock {
  if (block === undefined || block === null) return "none";
  if (!isObject(block)) return "unread";
  const on = (name: keyof Block) => block[name] === true;
  return {
    BlockPublicAcls: on("BlockPublicAcls"),
    IgnorePublicAcls: on("IgnorePublicAcls"),
    BlockPublicPolicy: on("BlockPublicPolicy"),
    RestrictPublicBuckets: on("RestrictPublicBuckets"),
  };
}

function rcpsOf(policies: unknown): AccessInput["rcps"] {
  if (policies === undefined || policies === null) return [];
  return Array.isArray(policies) ? [policies.flat(2).map((policy) => parsePolicy(policy, "rcp"))] : "unread";
}
