import type { z } from "zod";
import { accessPointFacts } from "./facts/access-point";
import { accountFacts } from "./facts/account";
import { bucketFacts } from "./facts/bucket";
import { organizationFacts } from "./facts/organization";
import { regionFacts } from "./facts/region";
import type { ResourceType } from "./resource";

/** Every fact of every resource type and its shape once read. A fact belongs to exactly one resource. */
export const factSchemas = {
  "AWS::Organizations::Organization": organizationFacts,
  "AWS::Organizations::Account": accountFacts,
  "AWS::Account::Region": regionFacts,
  "AWS::S3::Bucket": bucketFacts,
  "AWS::S3::AccessPoint": accessPointFacts,
} as const satisfies Record<ResourceType, Record<string, z.ZodType>>;

export type FactName<R extends ResourceType> = keyof (typeof factSchemas)[R] & string;

export type FactValue<R extends ResourceType, N extends FactName<R>> =
  (typeof factSchemas)[R][N] extends z.ZodType<infer T> ? T : never;

/** "AWS::S3::Bucket.publicAccessBlock": the join key between collectors and controls. */
export type FactPath = { [R in ResourceType]: `${R}.${FactName<R>}` }[ResourceType];

/**
 * Facts with the scope `organization`: the value that holds on the resource's path. What the organization makes
 * effective in an account is stored with the account; the rest with the organization.
 */
export const organizationScope = {
  featureSet: "AWS::Organizations::Organization",
  enabledPolicyTypes: "AWS::Organizations::Organization",
  members: "AWS::Organizations::Organization",
  effectiveS3Policy: "AWS::Organizations::Account",
  resourceControlPolicies: "AWS::Organizations::Account",
} as const satisfies Record<string, ResourceType>;

export type OrganizationFactName = keyof typeof organizationScope;

export type OrganizationFactValue<N extends OrganizationFactName> =
  (typeof organizationScope)[N] extends infer R extends ResourceType
    ? N extends FactName<R>
      ? FactValue<R, N>
      : never
    : never;
