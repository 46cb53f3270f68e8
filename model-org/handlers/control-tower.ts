import type { Context } from "../wire/context";
import * as Api from "../wire/control-tower";
import { landingZoneHome, landingZones, operationMs } from "../world/landing-zone";
import type { World } from "../world/world";
import { asManagement, type ControlTowerHandlers } from "./control-tower-caller";
import { controlTowerControls } from "./control-tower-controls";
import { pageOf } from "./pages";

const $metadata = {};

/** Control Tower: the landing zone, and what it holds OUs to. */
export function controlTower(world: World): ControlTowerHandlers {
  return { ...landingZone(world), ...controlTowerControls(world) };
}

function landingZone(world: World): ControlTowerHandlers {
  const arnOf = (id: string) =>
    `arn:${world.partition}:controltower:${landingZoneHome(world)}:${world.managementAccountId}:landingzone/${id}`;
  const zone = (identifier: string | undefined, context: Context) => {
    asManagement(world, context);
    const id = identifier?.slice(identifier.lastIndexOf("/") + 1) ?? "";
    const found = world.records.get(landingZones, world.managementAccountId, context.region, id);
    if (found && [found.id, arnOf(found.id)].includes(identifier ?? "")) return found;
    throw new Api.ResourceNotFoundException({ message: "The landing zone does not exist.", $metadata });
  };
  const isResetting = (resetAt: string | null) =>
    resetAt !== null && world.clock.now().getTime() < Date.parse(resetAt) + operationMs;
  return {
    ListLandingZones({ nextToken, maxResults }, context) {
      asManagement(world, context);
      const all = world.records.list(landingZones, context.caller.accountId, context.region);
      const { items, next } = pageOf(
        all,
        nextToken,
        maxResults ?? 1,
        () => new Api.ValidationException({ message: "The next token is not valid.", $metadata }),
      );
      return { landingZones: items.map(({ id }) => ({ arn: arnOf(id) })), nextToken: next };
    },
    GetLandingZone({ landingZoneIdentifier }, context) {
      const { id, version, latest, drifted, resetAt } = zone(landingZoneIdentifier, context);
      const resetting = isResetting(resetAt);
      return {
        landingZone: {
          arn: arnOf(id),
          version,
          latestAvailableVersion: latest,
          status: resetting ? "PROCESSING" : "ACTIVE",
          driftStatus: { status: drifted && (resetAt === null || resetting) ? "DRIFTED" : "IN_SYNC" },
          manifest: {
            governedRegions: world.regions.filter((region) => !world.seed.optInRegions.includes(region)),
            organizationStructure: { security: { name: "Security" }, sandbox: { name: "Sandbox" } },
            accessManagement: { enabled: true },
          },
        },
      };
    },
    ResetLandingZone({ landingZoneIdentifier }, context) {
      const before = zone(landingZoneIdentifier, context);
      if (isResetting(before.resetAt)) {
        throw new Api.ConflictException({ message: "The landing zone is being changed.", $metadata });
      }
      const after = { ...before, resetAt: world.clock.now().toISOString() };
      world.records.put(landingZones, world.managementAccountId, context.region, after);
      return { operationIdentifier: context.requestId };
    },
  };
}
