import type { AttachedPolicy } from "@/lib/model/facts/account";
import type { AccessControlList } from "@/lib/model/facts/bucket";
import type { Members } from "@/lib/model/facts/organization";
import type { PublicAccessBlock } from "@/lib/model/facts/public-access-block";
import { partitionOf, type ResourceRef } from "@/lib/model/resource";
import type { AccessInput, Block, Grant, KnownBlock } from "@/lib/policy/input";
import { parsePolicy } from "@/lib/policy/language/parse-policy";

/** Facts that decide who may do what with a bucket, as far as they were read: undefined is unread, null not configured. */
export type AccessFacts = {
  policy?: string | null | undefined;
  acl?: AccessControlList | undefined;
  ownership?: AccessInput["ownership"] | null | undefined;
  publicAccessBlock?: PublicAccessBlock | null | undefined;
  effectiveAccountPublicAccessBlock?: PublicAccessBlock | null | undefined;
  resourceControlPolicies?: readonly AttachedPolicy[] | undefined;
  members?: Members | undefined;
};

export type AccessPointFacts = {
  arn: string;
  network: "Internet" | "VPC";
  policy?: string | null | undefined;
  publicAccessBlock?: PublicAccessBlock | null | undefined;
};

type Trusted = AccessInput["trusted"];

const nobody: Trusted = { accounts: [], organizations: [] };

/**
 * @param accessPoint where access through one of the bucket's access points is asked about
 * @returns what the policy analyser asks for
 */
export function accessInput(
  bucket: Pick<ResourceRef, "name" | "arn" | "accountId">,
  facts: AccessFacts,
  { accessPoint, trusted = nobody }: { accessPoint?: AccessPointFacts; trusted?: Trusted } = {},
): AccessInput {
  const { members, resourceControlPolicies: rcps } = facts;
  const parsed = (text: string | null | undefined, kind: AccessInput["kind"]) =>
    text === undefined ? "unread" : text === null ? null : parsePolicy(text, kind);
  return {
    kind: accessPoint ? "access-point" : "bucket",
    partition: partitionOf(bucket.arn),
    bucket: bucket.name,
    accountId: bucket.accountId,
    orgId: members === undefined ? "unread" : members.id,
    isManagementAccount: members?.id !== null && members?.managementAccountId === bucket.accountId,
    ...(members ? { members: members.accounts } : {}),
    policy: parsed(facts.policy, "bucket"),
    ...(accessPoint
      ? {
          accessPoint: {
            arn: accessPoint.arn,
            networkOrigin: accessPoint.network,
            policy: parsed(accessPoint.policy, "access-point"),
          },
        }
      : {}),
    acl: facts.acl ? { owner: facts.acl.owner, grants: facts.acl.grants.flatMap(grantOf) } : "unread",
    // A bucket without the setting is one from before 2023, whose objects belong to who wrote them.
    ownership: facts.ownership === undefined ? "unread" : (facts.ownership ?? "ObjectWriter"),
    blocks: {
      ...(accessPoint ? { accessPoint: blockOf(accessPoint.publicAccessBlock) } : {}),
      bucket: blockOf(facts.publicAccessBlock),
      // What AWS answers for the account holds the organization's policy already.
      account: blockOf(facts.effectiveAccountPublicAccessBlock),
      organization: "absent",
    },
    rcps: rcps === undefined ? "unread" : [rcps.map(({ document }) => parsePolicy(document, "rcp"))],
    trusted,
  };
}

const blockOf = (block: PublicAccessBlock | null | undefined): KnownBlock => {
  if (block === undefined) return "unread";
  if (block === null) return "none";
  return {
    BlockPublicAcls: block.blockPublicAcls,
    IgnorePublicAcls: block.ignorePublicAcls,
    BlockPublicPolicy: block.blockPublicPolicy,
    RestrictPublicBuckets: block.restrictPublicBuckets,
  } satisfies Block;
};

const permissions = new Set(["READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL"]);

const groups: Readonly<Record<string, Grant["grantee"]>> = {
  "http://acs.amazonaws.com/groups/global/AllUsers": { kind: "all-users" },
  "http://acs.amazonaws.com/groups/global/AuthenticatedUsers": { kind: "authenticated-users" },
  "http://acs.amazonaws.com/groups/s3/LogDelivery": { kind: "log-delivery" },
};

function grantOf({ grantee, granteeType, permission }: AccessControlList["grants"][number]): Grant[] {
  const who: Grant["grantee"] =
    groups[grantee] ??
    (granteeType === "CanonicalUser" ? { kind: "canonical-user", id: grantee } : { kind: "other", text: grantee });
  // AWS has five permissions; another would be one nobody wrote down, and grants nothing that is known.
  return permissions.has(permission) ? [{ grantee: who, permission: permission as Grant["permission"] }] : [];
}
