import * as Api from "../wire/control-tower";
import {
  type EnabledControl,
  enabledControls,
  isGoverned,
  landingZoneHome,
  landingZones,
  operationMs,
} from "../world/landing-zone";
import type { World } from "../world/world";
import { asManagement, type ControlTowerHandlers } from "./control-tower-caller";
import { pageOf } from "./pages";

const $metadata = {};

/** Controls Control Tower has enabled, by OU. */
export function controlTowerControls(world: World): ControlTowerHandlers {
  const { tree } = world;
  const home = landingZoneHome(world);
  const ouArn = (id: string) =>
    `arn:${world.partition}:organizations::${tree.managementAccountId}:ou/${tree.organizationId}/${id}`;
  const controlArn = (control: string) => `arn:${world.partition}:controltower:${home}::control/${control}`;
  const arnOf = ({ id }: EnabledControl) =>
    `arn:${world.partition}:controltower:${home}:${tree.managementAccountId}:enabledcontrol/${id}`;
  const invalid = (message: string) => new Api.ValidationException({ message, $metadata });
  const isRunning = ({ operation }: EnabledControl) =>
    operation !== null && world.clock.now().getTime() < Date.parse(operation.startedAt) + operationMs;
  const statusOf = (one: EnabledControl) => (isRunning(one) ? ("UNDER_CHANGE" as const) : ("SUCCEEDED" as const));
  const driftOf = (one: EnabledControl) => (one.drifted ? ("DRIFTED" as const) : ("IN_SYNC" as const));
  const ouOf = (arn: string | undefined) => {
    const ou = tree.ous.find(({ id }) => ouArn(id) === arn);
    if (ou) return ou;
    throw new Api.ResourceNotFoundException({ message: "The organizational unit does not exist.", $metadata });
  };
  const all = (region: string) => world.records.list(enabledControls, tree.managementAccountId, region);
  return {
    ListEnabledControls({ targetIdentifier, filter, includeChildren, nextToken, maxResults }, context) {
      asManagement(world, context);
      const ou = targetIdentifier === undefined ? undefined : ouOf(targetIdentifier);
      const ids = ou && new Set([ou.id, ...(includeChildren ? below(world, ou.id) : [])]);
      const wanted = all(context.region).filter(
        (one) =>
          (!ids || ids.has(one.ouId)) &&
          has(filter?.controlIdentifiers, controlArn(one.control)) &&
          has(filter?.statuses, statusOf(one)) &&
          has(filter?.driftStatuses, driftOf(one)),
      );
      const { items, next } = pageOf(wanted, nextToken, maxResults ?? 50, () =>
        invalid("The next token is not valid."),
      );
      return {
        enabledControls: items.map((one) => ({
          arn: arnOf(one),
          controlIdentifier: controlArn(one.control),
          targetIdentifier: ouArn(one.ouId),
          statusSummary: {
            status: statusOf(one),
            ...(one.operation ? { lastOperationIdentifier: one.operation.id } : {}),
          },
          driftStatusSummary: { driftStatus: driftOf(one) },
        })),
        nextToken: next,
      };
    },
    EnableControl({ controlIdentifier, targetIdentifier }, context) {
      asManagement(world, context);
      if (world.records.list(landingZones, tree.managementAccountId, context.region).length === 0) {
        throw new Api.ResourceNotFoundException({ message: "There is no landing zone in this region.", $metadata });
      }
      const [, control] = /:control\/([A-Za-z0-9_-]+)$/.exec(controlIdentifier ?? "") ?? [];
      if (control === undefined) throw invalid("The control identifier is not valid.");
      const ou = ouOf(targetIdentifier);
      if (!isGoverned(world, ou.id)) throw invalid("The organizational unit is not registered with AWS Control Tower.");
      if (world.records.get(enabledControls, tree.managementAccountId, context.region, `${ou.id}/${control}`)) {
        throw new Api.ConflictException({ message: "The control is already enabled on the target.", $metadata });
      }
      const made: EnabledControl = {
        id: world.random.hex(16, "enabled-control", ou.id, control).toUpperCase(),
        control,
        ouId: ou.id,
        drifted: false,
        operation: { id: context.requestId, startedAt: world.clock.now().toISOString() },
      };
      world.records.put(enabledControls, tree.managementAccountId, context.region, made);
      return { operationIdentifier: context.requestId, arn: arnOf(made) };
    },
    GetControlOperation({ operationIdentifier }, context) {
      asManagement(world, context);
      const found = all(context.region).find(({ operation }) => operation?.id === operationIdentifier);
      if (!found?.operation) {
        throw new Api.ResourceNotFoundException({ message: "The operation does not exist.", $metadata });
      }
      const startTime = new Date(found.operation.startedAt);
      return {
        controlOperation: {
          operationType: "ENABLE_CONTROL",
          operationIdentifier: found.operation.id,
          controlIdentifier: controlArn(found.control),
          targetIdentifier: ouArn(found.ouId),
          enabledControlIdentifier: arnOf(found),
          startTime,
          ...(isRunning(found)
            ? { status: "IN_PROGRESS" as const }
            : { status: "SUCCEEDED" as const, endTime: new Date(startTime.getTime() + operationMs) }),
        },
      };
    },
  };
}

/** @returns the OUs under one, at any depth */
const below = (world: World, id: string): string[] =>
  world.tree.ous.filter(({ parentId }) => parentId === id).flatMap((ou) => [ou.id, ...below(world, ou.id)]);

const has = (wanted: readonly string[] | undefined, value: string): boolean =>
  !wanted?.length || wanted.includes(value);
