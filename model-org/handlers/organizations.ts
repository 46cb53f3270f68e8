import type * as Organizations from "@aws-sdk/client-organizations";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";
import { calledBy } from "./organization-caller";
import { organizationDelegation } from "./organization-delegation";
import { organizationEffectivePolicy, organizationValidation } from "./organization-effective";
import { memberOf } from "./organization-find";
import { organizationPolicies } from "./organization-policies";
import { organizationArn } from "./organization-shapes";
import { organizationTree } from "./organization-tree";

/** What is read of the organization: by the management account and delegated administrators; a little by every account. */
export const organizations = (world: World): HandlersOf<typeof Organizations> => ({
  ...calledBy(world, "members", { ...organization(world), ...organizationEffectivePolicy(world) }),
  ...calledBy(world, "delegates", {
    ...organizationTree(world),
    ...organizationPolicies(world),
    ...organizationValidation(world),
    ...organizationDelegation(world),
  }),
});

const organization = (world: World): HandlersOf<typeof Organizations> => ({
  DescribeOrganization() {
    const { organizationId, managementAccountId } = world.tree;
    return {
      Organization: {
        Id: organizationId,
        Arn: `arn:${world.partition}:organizations::${managementAccountId}:organization/${organizationId}`,
        FeatureSet: "ALL",
        MasterAccountArn: organizationArn(world, "account", managementAccountId),
        MasterAccountId: managementAccountId,
        MasterAccountEmail: memberOf(world, managementAccountId).email,
      },
    };
  },
});
