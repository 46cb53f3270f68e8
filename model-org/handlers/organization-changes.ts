import type * as Organizations from "@aws-sdk/client-organizations";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";
import { attachmentChanges } from "./organization-attachments";
import { calledBy } from "./organization-caller";
import { delegationChanges } from "./organization-delegation-changes";
import { policyChanges } from "./organization-policy-changes";
import { organizationTagChanges } from "./organization-tags";
import { treeChanges } from "./organization-tree-changes";

/** What changes the organization: the management account's, and policies also theirs whom it lets. */
export const organizationChanges = (world: World): HandlersOf<typeof Organizations> => ({
  ...calledBy(world, "management", { ...treeChanges(world), ...delegationChanges(world) }),
  ...calledBy(world, "policy-delegates", {
    ...policyChanges(world),
    ...attachmentChanges(world),
    ...organizationTagChanges(world),
  }),
});
