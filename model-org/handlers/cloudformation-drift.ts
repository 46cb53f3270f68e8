import type * as Api from "@aws-sdk/client-cloudformation";
import type { HandlersOf } from "../wire/handlers-of";
import { detectionMs, type Stack, stacks } from "../world/stacks";
import type { World } from "../world/world";
import { driftedIn, driftOf, foundOf, invalid, stackOf, stacksOf } from "./cloudformation-stacks";
import { pageOf } from "./pages";

/** Drift: asked for, waited for, read. */
export function cloudFormationDrift(world: World): HandlersOf<typeof Api> {
  const isRunning = ({ detection }: Stack): boolean =>
    detection !== null && world.clock.now().getTime() < Date.parse(detection.startedAt) + detectionMs;
  return {
    DetectStackDrift({ StackName }, context) {
      const stack = stackOf(world, StackName, context);
      if (stack.status === "DELETE_COMPLETE") {
        throw invalid(`Drift detection cannot be performed on stack [${stack.id}] in its current state.`);
      }
      if (isRunning(stack)) throw invalid(`Drift detection is already in progress for stack [${stack.id}]`);
      const detection = { id: context.requestId, startedAt: world.clock.now().toISOString() };
      world.records.put(stacks, context.caller.accountId, context.region, { ...stack, detection });
      return { StackDriftDetectionId: detection.id };
    },
    DescribeStackDriftDetectionStatus({ StackDriftDetectionId: id }, context) {
      const stack = stacksOf(world, context).find(({ detection }) => detection?.id === id);
      if (!stack?.detection) throw invalid(`Drift detection with id ${id} does not exist`);
      const common = {
        StackId: stack.id,
        StackDriftDetectionId: stack.detection.id,
        Timestamp: new Date(stack.detection.startedAt),
      };
      if (isRunning(stack)) return { ...common, DetectionStatus: "DETECTION_IN_PROGRESS" };
      return {
        ...common,
        DetectionStatus: "DETECTION_COMPLETE",
        StackDriftStatus: driftOf(world, stack).StackDriftStatus,
        DriftedStackResourceCount: driftedIn(world, stack),
      };
    },
    DescribeStackResourceDrifts(
      { StackName, StackResourceDriftStatusFilters: wanted, NextToken, MaxResults },
      context,
    ) {
      const stack = stackOf(world, StackName, context);
      if (MaxResults !== undefined && (MaxResults < 1 || MaxResults > 100)) {
        throw invalid("MaxResults must be between 1 and 100.");
      }
      const found = stack.resources.flatMap((resource) => foundOf(world, stack, resource) ?? []);
      const { items, next } = pageOf(
        found.filter(({ StackResourceDriftStatus: status }) => !wanted?.length || (status && wanted.includes(status))),
        NextToken,
        MaxResults ?? 100,
        () => invalid("The next token is not valid."),
      );
      return { StackResourceDrifts: items, NextToken: next };
    },
  };
}
