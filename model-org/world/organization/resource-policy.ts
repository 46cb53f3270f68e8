import { document } from "../documents";
import type { Kind } from "../records";
import type { World } from "../world";
import { isOrganizationPlace, organizationPlace } from "./place";

/** The policy of the organization itself: which members may do what with it. */
export type ResourcePolicy = { id: string; content: string };

/** Who audits may read the policies. */
export const resourcePolicies: Kind<ResourcePolicy> = {
  name: "organization-resource-policy",
  id: () => "resource-policy",
  derive(place) {
    const { world } = place;
    const audit = world.tree.accounts.find(({ id }) => world.tree.purposes.get(id)?.name === "audit");
    if (!isOrganizationPlace(place) || !audit) return [];
    const content = document({
      Sid: "AuditReadsPolicies",
      Effect: "Allow",
      Principal: { AWS: `arn:${world.partition}:iam::${audit.id}:root` },
      Action: ["organizations:DescribePolicy", "organizations:ListPolicies", "organizations:ListTargetsForPolicy"],
      Resource: "*",
    });
    return [{ id: `rp-${world.random.hex(10, "resource-policy")}`, content }];
  },
};

export const resourcePolicyOf = (world: World): ResourcePolicy | undefined =>
  world.records.get(resourcePolicies, ...organizationPlace(world), "resource-policy");
