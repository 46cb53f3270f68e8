import type * as Api from "@aws-sdk/client-iam";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";
import { iamCredentialReport } from "./iam-credential-report";
import { iamDetails } from "./iam-details";
import { iamPolicies } from "./iam-policies";
import { iamRoles } from "./iam-roles";
import { iamUsers } from "./iam-users";

/** Identity and access management: who is in an account, and what each may. */
export function iam(world: World): HandlersOf<typeof Api> {
  return {
    ...iamRoles(world),
    ...iamUsers(world),
    ...iamPolicies(world),
    ...iamDetails(world),
    ...iamCredentialReport(world),
  };
}
