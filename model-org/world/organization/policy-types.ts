import type { PolicyType } from "../configuration";
import type { Kind } from "../records";
import type { World } from "../world";
import { isOrganizationPlace, organizationPlace } from "./place";

/** Policies that say what may be done, in the language of IAM. The others configure services, and are merged. */
export const authorizationTypes = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const;

export type AuthorizationType = (typeof authorizationTypes)[number];

export const managementTypes = ["S3_POLICY", "TAG_POLICY", "BACKUP_POLICY", "DECLARATIVE_POLICY_EC2"] as const;

export type ManagementType = (typeof managementTypes)[number];

/** @returns whether the model knows a type of policies; AWS has more */
export const isModelled = (type: string | undefined): type is PolicyType =>
  isManagementType(type) || authorizationTypes.some((one) => one === type);

export const isManagementType = (type: string | undefined): type is ManagementType =>
  managementTypes.some((one) => one === type);

/** A type of policies that is in use. */
export type EnabledPolicyType = { type: PolicyType };

/** The types in use. Nobody turned on declarative policies for EC2. */
export const enabledPolicyTypes: Kind<EnabledPolicyType> = {
  name: "organization-policy-type",
  id: ({ type }) => type,
  derive: (place) =>
    isOrganizationPlace(place)
      ? [...authorizationTypes, "S3_POLICY", "TAG_POLICY", "BACKUP_POLICY"].map((type) => ({
          type: type as PolicyType,
        }))
      : [],
};

export const isTypeEnabled = (world: World, type: PolicyType): boolean =>
  world.records.get(enabledPolicyTypes, ...organizationPlace(world), type) !== undefined;
