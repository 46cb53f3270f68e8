import { accountPermissions, organizationPermissions } from "../discover/permissions";
import { collectors } from "../runtime/collectors";
import { allow, type IdentityPolicy, type PolicyInput, policyOf } from "./policy";

/**
 * What the reader may do, derived from the calls it makes: the union of the facts' permissions and of discovery's. It
 * may read no object, list no object and write nothing.
 */
export async function readerPolicy({ partition, role, place }: PolicyInput): Promise<IdentityPolicy> {
  const facts = (await collectors()).flatMap(({ permission, alsoCalls = [] }) => [permission, ...alsoCalls]);
  return policyOf(
    {
      hub: [
        allow("AssumeTheReadRoleInEveryAccount", ["sts:AssumeRole"], `arn:${partition}:iam::*:role/${role}`),
        allow("ReadTheOrganization", organizationPermissions, "*"),
      ],
      member: [allow("ReadConfigurationAndNoObject", [...facts, ...accountPermissions], "*")],
    },
    place,
  );
}
