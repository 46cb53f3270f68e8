import type * as Api from "@aws-sdk/client-cloudformation";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type Stack, stacks } from "../world/stacks";
import type { World } from "../world/world";
import { cloudFormationDrift } from "./cloudformation-drift";
import { driftOf, driftOfResource, invalid, stackOf, stacksOf } from "./cloudformation-stacks";
import { pageOf } from "./pages";

const pageSize = 100;
const badToken = () => invalid("The next token is not valid.");

/** CloudFormation: stacks, what they made, and whether it is still what they made. */
export function cloudFormation(world: World): HandlersOf<typeof Api> {
  return { ...described(world), ...cloudFormationDrift(world) };
}

function described(world: World): HandlersOf<typeof Api> {
  const summary = (stack: Stack) => ({
    StackId: stack.id,
    StackName: stack.name,
    CreationTime: new Date(stack.createdAt),
    StackStatus: stack.status,
  });
  return {
    DescribeStacks({ StackName, NextToken }, context) {
      const wanted =
        StackName === undefined
          ? stacksOf(world, context).filter(({ status }) => status !== "DELETE_COMPLETE")
          : [stackOf(world, StackName, context)];
      const { items, next } = pageOf(wanted, NextToken, pageSize, badToken);
      return {
        Stacks: items.map((stack) => ({
          ...summary(stack),
          Description: stack.description,
          DriftInformation: driftOf(world, stack),
          EnableTerminationProtection: false,
          DisableRollback: false,
          RollbackConfiguration: {},
          NotificationARNs: [],
          Tags: [],
        })),
        NextToken: next,
      };
    },
    ListStacks({ NextToken, StackStatusFilter }, context) {
      const wanted = stacksOf(world, context).filter(
        ({ status }) => !StackStatusFilter?.length || StackStatusFilter.includes(status),
      );
      const { items, next } = pageOf(wanted, NextToken, pageSize, badToken);
      return {
        StackSummaries: items.map((stack) => ({
          ...summary(stack),
          TemplateDescription: stack.description,
          DriftInformation: driftOf(world, stack),
        })),
        NextToken: next,
      };
    },
    DescribeStackResources({ StackName, LogicalResourceId, PhysicalResourceId }, context) {
      if ((StackName === undefined) === (PhysicalResourceId === undefined)) {
        throw invalid("Either StackName or PhysicalResourceId must be specified, but not both.");
      }
      const stack =
        PhysicalResourceId === undefined
          ? stackOf(world, StackName, context)
          : holderOf(world, PhysicalResourceId, context);
      return {
        StackResources: stack.resources
          .filter(({ logicalId }) => LogicalResourceId === undefined || logicalId === LogicalResourceId)
          .slice(0, pageSize)
          .map((resource) => ({
            StackName: stack.name,
            StackId: stack.id,
            LogicalResourceId: resource.logicalId,
            PhysicalResourceId: resource.physicalId,
            ResourceType: resource.type,
            Timestamp: new Date(stack.createdAt),
            ResourceStatus: "CREATE_COMPLETE",
            DriftInformation: driftOfResource(world, stack, resource),
          })),
      };
    },
  };
}

/** @returns the stack something belongs to. @throws ValidationError where no stack made it */
function holderOf(world: World, physicalId: string, { caller, region }: Context): Stack {
  const found = world.records
    .list(stacks, caller.accountId, region)
    .find(
      ({ status, resources }) => status !== "DELETE_COMPLETE" && resources.some((one) => one.physicalId === physicalId),
    );
  if (!found) throw new AwsError("ValidationError", `Stack for ${physicalId} does not exist`);
  return found;
}
