/** What discovery asks Organizations, in the account that answers for it. A test holds the list to the calls made. */
export const organizationPermissions = [
  "organizations:DescribeEffectivePolicy",
  "organizations:DescribeOrganization",
  "organizations:DescribePolicy",
  "organizations:ListAccountsForParent",
  "organizations:ListAccountsWithInvalidEffectivePolicy",
  "organizations:ListOrganizationalUnitsForParent",
  "organizations:ListPolicies",
  "organizations:ListRoots",
  "organizations:ListTargetsForPolicy",
] as const;

/**
 * What discovery lists in every account. `HeadBucket` is not here: it is asked only where a listing leaves the region
 * out, and it tells the region even where it refuses the rest, so nothing is granted for it.
 */
export const accountPermissions = ["account:ListRegions", "s3:ListAccessPoints", "s3:ListAllMyBuckets"] as const;
