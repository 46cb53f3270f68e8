import * as Api from "@aws-sdk/client-eventbridge";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { busArn, busExists, type EventRule, eventRules, securityBus } from "../world/event-rules";
import type { World } from "../world/world";
import { pageOf } from "./pages";

const $metadata = {};

type Question = { Limit?: number | undefined; NextToken?: string | undefined };

/** Targets one rule may have. */
const mostTargets = 5;

/** Rules, their targets, and the buses they are on. */
export function eventBridge(world: World): HandlersOf<typeof Api> {
  const missing = (message: string): Error => new Api.ResourceNotFoundException({ message, $metadata });

  /** @returns the name of a bus, also where its ARN was given. @throws ResourceNotFoundException where there is none */
  function busOf({ caller, region }: Context, given = "default"): string {
    const name = given.includes("/") ? given.slice(given.lastIndexOf("/") + 1) : given;
    if (busExists(world, caller.accountId, region, name)) return name;
    throw missing(`Event bus ${name} does not exist.`);
  }

  const rulesOn = ({ caller, region }: Context, bus: string): EventRule[] =>
    world.records.list(eventRules, caller.accountId, region).filter((rule) => rule.bus === bus);

  const put = ({ caller, region }: Context, rule: EventRule) =>
    world.records.put(eventRules, caller.accountId, region, rule);

  function found(context: Context, name: string | undefined, given: string | undefined): EventRule {
    const bus = busOf(context, given);
    const rule = rulesOn(context, bus).find((one) => one.name === name);
    if (rule) return rule;
    throw missing(`Rule ${name} does not exist on EventBus ${bus}.`);
  }

  /** @throws ManagedRuleException for a rule only the service that made it may change */
  function refuseManaged({ managedBy, name }: EventRule): void {
    if (managedBy === null) return;
    throw new Api.ManagedRuleException({ message: `Rule ${name} is managed by ${managedBy}.`, $metadata });
  }

  function page<T>(all: readonly T[], { Limit = 100, NextToken }: Question) {
    if (Limit < 1 || Limit > 100) throw new AwsError("ValidationException", "Limit must be between 1 and 100.");
    return pageOf(all, NextToken, Limit, () => new AwsError("ValidationException", "The next token is not valid."));
  }

  const ruleArn = ({ caller, region }: Context, { bus, name }: Pick<EventRule, "bus" | "name">): string =>
    `arn:${world.partition}:events:${region}:${caller.accountId}:rule/${bus === "default" ? "" : `${bus}/`}${name}`;

  const shown = (context: Context, rule: EventRule): Api.Rule => ({
    Name: rule.name,
    Arn: ruleArn(context, rule),
    State: rule.state,
    Description: rule.description,
    EventBusName: rule.bus,
    ...(rule.pattern === null ? {} : { EventPattern: rule.pattern }),
    ...(rule.schedule === null ? {} : { ScheduleExpression: rule.schedule }),
    ...(rule.managedBy === null ? {} : { ManagedBy: rule.managedBy }),
    ...(rule.roleArn === null ? {} : { RoleArn: rule.roleArn }),
  });

  const policyOf = ({ caller, region }: Context, name: string): { Policy?: string } =>
    name === securityBus
      ? {
          Policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Sid: "Organization",
                Effect: "Allow",
                Principal: "*",
                Action: "events:PutEvents",
                Resource: busArn(world, caller.accountId, region, name),
                Condition: { StringEquals: { "aws:PrincipalOrgID": world.seed.organizationId } },
              },
            ],
          }),
        }
      : {};

  return {
    ListRules(input, context) {
      const all = rulesOn(context, busOf(context, input.EventBusName));
      const { items, next } = page(
        all.filter(({ name }) => name.startsWith(input.NamePrefix ?? "")),
        input,
      );
      return { Rules: items.map((rule) => shown(context, rule)), NextToken: next };
    },

    DescribeRule: ({ Name, EventBusName }, context) => shown(context, found(context, Name, EventBusName)),

    ListTargetsByRule(input, context) {
      const { items, next } = page(found(context, input.Rule, input.EventBusName).targets, input);
      return { Targets: items, NextToken: next };
    },

    DescribeEventBus({ Name }, context) {
      const name = busOf(context, Name);
      return {
        Name: name,
        Arn: busArn(world, context.caller.accountId, context.region, name),
        ...policyOf(context, name),
      };
    },

    ListEventBuses(input, context) {
      const names = ["default", securityBus].filter(
        (name) =>
          busExists(world, context.caller.accountId, context.region, name) && name.startsWith(input.NamePrefix ?? ""),
      );
      const { items, next } = page(names, input);
      return {
        EventBuses: items.map((name) => ({
          Name: name,
          Arn: busArn(world, context.caller.accountId, context.region, name),
          ...policyOf(context, name),
        })),
        NextToken: next,
      };
    },

    PutRule(input, context) {
      const bus = busOf(context, input.EventBusName);
      const { Name: name = "", EventPattern, ScheduleExpression } = input;
      if (EventPattern === undefined && ScheduleExpression === undefined) {
        throw new AwsError("ValidationException", "Parameter(s) EventPattern or ScheduleExpression must be specified.");
      }
      if (EventPattern !== undefined) refusePattern(EventPattern);
      const before = rulesOn(context, bus).find((rule) => rule.name === name);
      if (before) refuseManaged(before);
      const rule: EventRule = {
        name,
        bus,
        description: input.Description ?? "",
        pattern: EventPattern ?? null,
        schedule: ScheduleExpression ?? null,
        state: input.State === "DISABLED" ? "DISABLED" : "ENABLED",
        managedBy: null,
        roleArn: input.RoleArn ?? null,
        targets: before?.targets ?? [],
      };
      put(context, rule);
      return { RuleArn: ruleArn(context, rule) };
    },

    PutTargets({ Rule, EventBusName, Targets = [] }, context) {
      const rule = found(context, Rule, EventBusName);
      refuseManaged(rule);
      const targets = [...rule.targets.filter(({ Id }) => !Targets.some((target) => target.Id === Id)), ...Targets];
      if (targets.length > mostTargets) {
        throw new Api.LimitExceededException({
          message: "The requested resource exceeds the maximum number allowed.",
          $metadata,
        });
      }
      put(context, { ...rule, targets });
      return { FailedEntryCount: 0, FailedEntries: [] };
    },

    RemoveTargets({ Rule, EventBusName, Ids = [] }, context) {
      const rule = found(context, Rule, EventBusName);
      refuseManaged(rule);
      put(context, { ...rule, targets: rule.targets.filter(({ Id = "" }) => !Ids.includes(Id)) });
      const unknown = Ids.filter((id) => !rule.targets.some(({ Id }) => Id === id));
      return {
        FailedEntryCount: unknown.length,
        FailedEntries: unknown.map((TargetId) => ({
          TargetId,
          ErrorCode: "ResourceNotFoundException",
          ErrorMessage: `Target ${TargetId} does not exist.`,
        })),
      };
    },

    DeleteRule({ Name, EventBusName }, context) {
      const rule = rulesOn(context, busOf(context, EventBusName)).find(({ name }) => name === Name);
      if (!rule) return {};
      refuseManaged(rule);
      if (rule.targets.length > 0) {
        throw new AwsError("ValidationException", "Rule can't be deleted since it has targets.");
      }
      world.records.remove(eventRules, context.caller.accountId, context.region, eventRules.id(rule));
      return {};
    },
  };
}

/** A pattern is an object whose leaves are lists. */
function refusePattern(pattern: string): void {
  const isPattern = (value: unknown): boolean =>
    typeof value === "object" &&
    value !== null &&
    (Array.isArray(value) ? value.length > 0 : Object.values(value).every(isPattern));
  let parsed: unknown;
  try {
    parsed = JSON.parse(pattern);
  } catch {
    parsed = undefined;
  }
  if (isPattern(parsed) && !Array.isArray(parsed)) return;
  throw new Api.InvalidEventPatternException({ message: "Event pattern is not valid.", $metadata });
}
