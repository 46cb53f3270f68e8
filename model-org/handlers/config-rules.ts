import * as Config from "@aws-sdk/client-config-service";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { configRecorders } from "../world/config-recorder";
import {
  baselinePack,
  type ConfigRule,
  type ConformancePack,
  configRules,
  conformancePacks,
} from "../world/config-rules";
import { speaksForOrganization } from "../world/delegated";
import type { World } from "../world/world";
import { invalidToken } from "./config-errors";
import { pageOf } from "./pages";

const $metadata = {};

/** Rules and conformance packs of the account and region that ask, and the organization's packs. */
export function configRule(world: World): HandlersOf<typeof Config> {
  const rulesOf = ({ caller, region }: Context) => world.records.list(configRules, caller.accountId, region);
  const packsOf = ({ caller, region }: Context) => world.records.list(conformancePacks, caller.accountId, region);
  const arn = ({ caller, region }: Context, kind: string, id: string) =>
    `arn:${world.partition}:config:${region}:${caller.accountId}:${kind}/${id}`;
  const putRule = ({ caller, region }: Context, rule: ConfigRule) =>
    world.records.put(configRules, caller.accountId, region, rule);
  const recorded = (context: Context) =>
    world.records.list(configRecorders, context.caller.accountId, context.region).length > 0;
  const ruleFrom = (context: Context, name: string, identifier: string, createdBy: string | null): ConfigRule => ({
    name,
    id: `config-rule-${world.random.hex(6, "rule", context.caller.accountId, context.region, name)}`,
    identifier,
    state: "ACTIVE",
    parameters: {},
    createdBy,
  });
  const packOut = (context: Context, pack: ConformancePack): Config.ConformancePackDetail => ({
    ConformancePackName: pack.name,
    ConformancePackArn: arn(context, "conformance-pack", `${pack.name}/${pack.id}`),
    ConformancePackId: pack.id,
    ...(pack.deliveryBucket ? { DeliveryS3Bucket: pack.deliveryBucket } : {}),
    LastUpdateRequestedTime: new Date(pack.updatedAt),
    ...(pack.createdBy ? { CreatedBy: pack.createdBy } : {}),
  });
  const packs = (context: Context, names: readonly string[] | undefined) => {
    if (!names?.length) return packsOf(context);
    return names.map((name) => {
      const found = packsOf(context).find((one) => one.name === name);
      if (found) return found;
      throw new Config.NoSuchConformancePackException({ message: `No conformance pack is named ${name}.`, $metadata });
    });
  };
  return {
    DescribeConfigRules(input, context) {
      const all = rulesOf(context);
      const wanted = input.ConfigRuleNames?.length
        ? input.ConfigRuleNames.map((name) => all.find((one) => one.name === name) ?? missing(name))
        : all;
      const { items, next } = pageOf(wanted, input.NextToken, 25, invalidToken);
      return {
        ConfigRules: items.map(({ name, id, identifier, state, parameters, createdBy }) => ({
          ConfigRuleName: name,
          ConfigRuleArn: arn(context, "config-rule", id),
          ConfigRuleId: id,
          Scope: { ComplianceResourceTypes: ["AWS::S3::Bucket"] },
          Source: { Owner: "AWS" as const, SourceIdentifier: identifier },
          InputParameters: JSON.stringify(parameters),
          ConfigRuleState: state,
          ...(createdBy ? { CreatedBy: createdBy } : {}),
          EvaluationModes: [{ Mode: "DETECTIVE" as const }],
        })),
        NextToken: next,
      };
    },
    PutConfigRule(input, context) {
      const { ConfigRuleName: name, Source, InputParameters } = input.ConfigRule ?? {};
      if (!recorded(context)) {
        throw new Config.NoAvailableConfigurationRecorderException({
          message: "Configuration Recorder is not available to put config rule.",
          $metadata,
        });
      }
      if (!name || Source?.Owner !== "AWS" || !Source.SourceIdentifier) {
        throw new Config.InvalidParameterValueException({
          message: "The model evaluates AWS managed rules only: a name, Owner AWS and a SourceIdentifier are needed.",
          $metadata,
        });
      }
      const rule = ruleFrom(context, name, Source.SourceIdentifier, null);
      putRule(context, { ...rule, parameters: JSON.parse(InputParameters ?? "{}") as Record<string, string> });
      return {};
    },
    DeleteConfigRule(input, context) {
      const found = rulesOf(context).find(({ name }) => name === input.ConfigRuleName) ?? missing(input.ConfigRuleName);
      if (found.createdBy) {
        throw new Config.InsufficientPermissionsException({
          message:
            "An AWS service owns ServiceLinkedConfigRule. You do not have permissions to take action on this rule.",
          $metadata,
        });
      }
      world.records.remove(configRules, context.caller.accountId, context.region, found.name);
      return {};
    },
    DescribeConformancePacks(input, context) {
      const { items, next } = pageOf(
        packs(context, input.ConformancePackNames),
        input.NextToken,
        input.Limit || 20,
        invalidToken,
      );
      return { ConformancePackDetails: items.map((pack) => packOut(context, pack)), NextToken: next };
    },
    DescribeConformancePackStatus: (input, context) => ({
      ConformancePackStatusDetails: packs(context, input.ConformancePackNames).map((pack) => ({
        ConformancePackName: pack.name,
        ConformancePackId: pack.id,
        ConformancePackArn: arn(context, "conformance-pack", `${pack.name}/${pack.id}`),
        // A pack is taken without a recorder, and fails when it makes its rules.
        ConformancePackState: recorded(context) ? ("CREATE_COMPLETE" as const) : ("CREATE_FAILED" as const),
        StackArn: arn(context, "stack", `awsconfigconforms-${pack.id}`).replace(":config:", ":cloudformation:"),
        LastUpdateRequestedTime: new Date(pack.updatedAt),
      })),
    }),
    PutConformancePack(input, context) {
      const { ConformancePackName: name = "", TemplateBody, DeliveryS3Bucket } = input;
      const identifiers = [...(TemplateBody ?? "").matchAll(/SourceIdentifier"?\s*:\s*"?([A-Z0-9_]+)/g)].map(
        ([, identifier]) => identifier ?? "",
      );
      if (identifiers.length === 0) {
        throw new Config.ConformancePackTemplateValidationException({
          message: "The template holds no AWS managed rule. The model reads TemplateBody only.",
          $metadata,
        });
      }
      const id = `conformance-pack-${world.random.hex(9, "pack", context.caller.accountId, context.region, name)}`;
      world.records.put(conformancePacks, context.caller.accountId, context.region, {
        name,
        id,
        deliveryBucket: DeliveryS3Bucket ?? null,
        createdBy: null,
        rules: identifiers,
        updatedAt: world.clock.now().toISOString(),
      });
      for (const identifier of recorded(context) ? identifiers : []) {
        const rule = `${identifier.toLowerCase().replaceAll("_", "-")}-${id}`;
        putRule(context, ruleFrom(context, rule, identifier, "config-conforms.amazonaws.com"));
      }
      return { ConformancePackArn: arn(context, "conformance-pack", `${name}/${id}`) };
    },
    DescribeOrganizationConformancePacks(_, context) {
      refuseMembers(world, context);
      return {
        OrganizationConformancePacks: [
          {
            OrganizationConformancePackName: baselinePack,
            OrganizationConformancePackArn: arn(context, "organization-conformance-pack", `${baselinePack}-a1b2c3d4`),
            ExcludedAccounts: world.tree.accounts
              .filter(({ id }) => ["dev", "sandbox", "closed"].includes(world.tree.purposes.get(id)?.purpose ?? ""))
              .map(({ id }) => id)
              .slice(0, 1000),
            LastUpdateTime: new Date("2025-03-11T08:30:00Z"),
          },
        ],
      };
    },
    DescribeOrganizationConfigRules(_, context) {
      refuseMembers(world, context);
      return { OrganizationConfigRules: [] };
    },
  };
}

function missing(name: string | undefined): never {
  throw new Config.NoSuchConfigRuleException({
    message: `The ConfigRule '${name}' provided in the request is invalid. Please check the configRule name.`,
    $metadata,
  });
}

function refuseMembers(world: World, { caller }: Context): void {
  if (speaksForOrganization(world, caller) || caller.accountId === world.managementAccountId) return;
  throw new Config.OrganizationAccessDeniedException({
    message: "This action can be only performed by the organization's management account or a delegated administrator.",
    $metadata,
  });
}
