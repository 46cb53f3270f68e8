import type { Permission } from "./access-grants";

type PlannedGrant = {
  /** A group or person of the Identity Center, the partner's role, or the role of what runs in an account. */
  to: "group" | "person" | "partner" | "analytics-prod" | "data-lake-prod" | "data-lake-dev";
  permission: Permission;
  /** The whole bucket where there is none. */
  prefix?: string;
};

/** How an account uses Access Grants, in the organization's first region. */
export type GrantStory = {
  account: string;
  identityCenter?: boolean;
  location?: "bucket" | "everything";
  /** The bucket is one whose data is confidential. */
  sensitive?: boolean;
  shared?: "partner" | "analytics-prod";
  grants: readonly PlannedGrant[];
};

/** Every way an instance can be found; an account that is not here has none. */
export const grantStories: readonly GrantStory[] = [
  // As it is meant: groups of the Identity Center, prefixes, and nobody outside of the organization.
  {
    account: "data-lake-prod",
    identityCenter: true,
    shared: "analytics-prod",
    grants: [
      { to: "group", permission: "READ", prefix: "curated" },
      { to: "data-lake-prod", permission: "READWRITE", prefix: "staging" },
      { to: "analytics-prod", permission: "READ", prefix: "curated" },
    ],
  },
  // Roles only, so without an Identity Center.
  { account: "analytics-prod", grants: [{ to: "analytics-prod", permission: "READ", prefix: "exports" }] },
  // A whole confidential bucket, to read and to write.
  {
    account: "data-lake-dev",
    location: "everything",
    sensitive: true,
    grants: [{ to: "data-lake-dev", permission: "READWRITE" }],
  },
  // The Identity Center was taken away, and the grant to one of its people is still there.
  { account: "claims-prod", grants: [{ to: "person", permission: "READ", prefix: "intake" }] },
  // A partner's role, and the partner's account in the policy.
  {
    account: "partner-exchange-prod",
    shared: "partner",
    grants: [{ to: "partner", permission: "WRITE", prefix: "inbound" }],
  },
  // Made to try, and forgotten.
  { account: "data-science-dev", grants: [] },
];
