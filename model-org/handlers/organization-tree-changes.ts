import * as Api from "@aws-sdk/client-organizations";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { accountIdsUnder } from "../world/organization/children";
import { changeOu } from "../world/organization/ous";
import { setTags } from "../world/organization/tags";
import type { World } from "../world/world";
import { constraint, invalidInput } from "./organization-errors";
import { isParent, memberOf, ouOf, parentOf } from "./organization-find";
import { ouOut } from "./organization-shapes";
import { tagsFrom } from "./organization-tags";

const $metadata = {};

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const mostOus = 2_000;
const deepest = 5;

/** Moves accounts; makes, renames and deletes OUs. */
export function treeChanges(world: World): HandlersOf<typeof Api> {
  const { tree } = world;

  function refuseName(parentId: string, name: string | undefined): string {
    if (!name?.trim()) throw invalidInput("MIN_LENGTH_EXCEEDED", "An organizational unit has a name.");
    if (tree.ous.some((ou) => ou.parentId === parentId && ou.name === name)) {
      throw new Api.DuplicateOrganizationalUnitException({ message: "An OU with the same name exists.", $metadata });
    }
    return name;
  }

  function depthOf(id: string): number {
    const above = world.ou(id)?.parentId;
    return above === undefined ? 0 : 1 + depthOf(above);
  }

  return {
    MoveAccount({ AccountId, SourceParentId, DestinationParentId }) {
      const moved = memberOf(world, AccountId);
      if (moved.ouId !== SourceParentId) {
        throw new Api.SourceParentNotFoundException({ message: "The account is not there.", $metadata });
      }
      if (!isParent(world, DestinationParentId)) {
        throw new Api.DestinationParentNotFoundException({ message: "There is no such parent.", $metadata });
      }
      if (DestinationParentId === SourceParentId) {
        throw new Api.DuplicateAccountException({ message: "The account is there already.", $metadata });
      }
      world.changeAccount({ ...moved, ouId: DestinationParentId });
      return {};
    },

    CreateOrganizationalUnit({ ParentId, Name, Tags }, { requestId }: Context) {
      const parentId = parentOf(world, ParentId);
      const name = refuseName(parentId, Name);
      if (tree.ous.length >= mostOus) throw constraint("OU_NUMBER_LIMIT_EXCEEDED", "There are as many OUs as may be.");
      if (depthOf(parentId) >= deepest)
        throw constraint("OU_DEPTH_LIMIT_EXCEEDED", "The OU tree is too many levels deep.");
      const tags = tagsFrom(Tags);
      const id = `ou-${tree.rootId.slice(2)}-${world.random.hex(8, "ou", requestId)}`;
      const ou = { id, name, parentId };
      changeOu(world, id, ou);
      if (Tags?.length) setTags(world, id, tags);
      return { OrganizationalUnit: ouOut(world, ou) };
    },

    UpdateOrganizationalUnit({ OrganizationalUnitId, Name }) {
      const before = ouOf(world, OrganizationalUnitId);
      const ou = { ...before, name: Name === before.name ? Name : refuseName(before.parentId, Name ?? before.name) };
      changeOu(world, ou.id, ou);
      return { OrganizationalUnit: ouOut(world, ou) };
    },

    DeleteOrganizationalUnit({ OrganizationalUnitId }) {
      const { id } = ouOf(world, OrganizationalUnitId);
      if (accountIdsUnder(world, id).length > 0 || tree.ous.some(({ parentId }) => parentId === id)) {
        throw new Api.OrganizationalUnitNotEmptyException({ message: "The OU is not empty.", $metadata });
      }
      if (tree.policies.some(({ targets }) => targets.includes(id))) {
        world.changePolicies(
          tree.policies.map((one) => ({ ...one, targets: one.targets.filter((target) => target !== id) })),
        );
      }
      changeOu(world, id, null);
      return {};
    },
  };
}
