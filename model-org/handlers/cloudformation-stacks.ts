import type { StackDriftStatus, StackResourceDrift, StackResourceDriftStatus } from "@aws-sdk/client-cloudformation";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import { differencesOf, writtenProperties } from "../world/stack-template";
import { lastCheck, type Stack, type StackResource, stacks } from "../world/stacks";
import type { World } from "../world/world";

export const invalid = (message: string) => new AwsError("ValidationError", message);

export const stacksOf = (world: World, { caller, region }: Context): Stack[] =>
  world.records.list(stacks, caller.accountId, region);

/** @param name or id; a deleted stack answers to its id only. @throws ValidationError where there is none */
export function stackOf(world: World, name: string | undefined, context: Context): Stack {
  const found = stacksOf(world, context).find(
    (stack) => stack.id === name || (stack.name === name && stack.status !== "DELETE_COMPLETE"),
  );
  if (!found) throw invalid(`Stack with id ${name} does not exist`);
  return found;
}

/** @returns what the last look found of a resource; undefined for a type nobody can look at, or a stack never looked at */
export function foundOf(world: World, stack: Stack, resource: StackResource): StackResourceDrift | undefined {
  const at = lastCheck(stack, world.clock.now());
  if (at === null || resource.properties === null) return undefined;
  const { state } = world.bucketHistory.at(resource.physicalId, at, world.bucket(resource.physicalId));
  const common = {
    StackId: stack.id,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    Timestamp: at,
  };
  if (!state) return { ...common, StackResourceDriftStatus: "DELETED" };
  const actual = writtenProperties(state);
  const differences = differencesOf(resource.properties, actual);
  return {
    ...common,
    ExpectedProperties: JSON.stringify(resource.properties),
    // Only what the template says is compared, and shown.
    ActualProperties: JSON.stringify(
      Object.fromEntries(Object.entries(actual).filter(([name]) => name in (resource.properties ?? {}))),
    ),
    PropertyDifferences: differences,
    StackResourceDriftStatus: differences.length > 0 ? "MODIFIED" : "IN_SYNC",
  };
}

type Checked<Status> = { StackDriftStatus: Status; LastCheckTimestamp?: Date };

/** @returns how a stack was found, and when */
export function driftOf(world: World, stack: Stack): Checked<StackDriftStatus> {
  const at = lastCheck(stack, world.clock.now());
  if (at === null) return { StackDriftStatus: "NOT_CHECKED" };
  const drifted = driftedIn(world, stack) > 0;
  return { StackDriftStatus: drifted ? "DRIFTED" : "IN_SYNC", LastCheckTimestamp: at };
}

/** @returns how many resources of a stack were found changed or gone */
export const driftedIn = (world: World, stack: Stack): number =>
  stack.resources
    .map((resource) => foundOf(world, stack, resource)?.StackResourceDriftStatus)
    .filter((status) => status === "MODIFIED" || status === "DELETED").length;

export function driftOfResource(
  world: World,
  stack: Stack,
  resource: StackResource,
): { StackResourceDriftStatus: StackResourceDriftStatus; LastCheckTimestamp?: Date } {
  const found = foundOf(world, stack, resource);
  if (!found?.Timestamp) return { StackResourceDriftStatus: "NOT_CHECKED" };
  return {
    StackResourceDriftStatus: found.StackResourceDriftStatus ?? "UNKNOWN",
    LastCheckTimestamp: found.Timestamp,
  };
}
