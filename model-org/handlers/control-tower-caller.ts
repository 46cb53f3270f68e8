import type { Context } from "../wire/context";
import * as Api from "../wire/control-tower";
import type { World } from "../world/world";

/** Handlers typed by what Control Tower's operations take and answer: there is no generated client to take it from. */
export type ControlTowerHandlers = {
  [O in keyof Api.Shapes]?: (input: Api.Shapes[O][0], context: Context) => Api.Shapes[O][1];
};

/** @throws AccessDeniedException for anybody but the management account */
export function asManagement(world: World, { caller }: Context): void {
  if (caller.accountId === world.managementAccountId) return;
  throw new Api.AccessDeniedException({
    message: "AWS Control Tower can be called from the management account of the organization only.",
    $metadata: {},
  });
}
