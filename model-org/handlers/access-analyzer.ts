import * as Api from "@aws-sdk/client-accessanalyzer";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type Analyzer, type AnalyzerType, type ArchiveRule, analyzerArn, analyzers } from "../world/analyzers";
import { speaksForOrganization } from "../world/delegated";
import type { World } from "../world/world";
import { analyzerNamed, analyzingAccount, invalid, notFound } from "./access-analyzer-find";
import { findings } from "./access-analyzer-findings";
import { checks } from "./access-analyzer-policies";
import { pageOf } from "./pages";

const $metadata = {};

/** IAM Access Analyzer: analyzers, findings about buckets, archive rules and checks of policies. */
export function accessAnalyzer(world: World): HandlersOf<typeof Api> {
  return { ...ownAnalyzers(world), ...archiveRules(world), ...findings(world), ...checks() };
}

const types: readonly string[] = ["ACCOUNT", "ORGANIZATION", "ACCOUNT_UNUSED_ACCESS", "ORGANIZATION_UNUSED_ACCESS"];

const isModelled = (type: string | undefined): type is AnalyzerType => type !== undefined && types.includes(type);

function ownAnalyzers(world: World): HandlersOf<typeof Api> {
  const arnOf = (context: Context, name: string) => {
    const account = world.account(analyzingAccount(world, context));
    return account ? analyzerArn({ world, account, region: context.region }, { name }) : "";
  };
  const out = (context: Context, analyzer: Analyzer): Api.AnalyzerSummary => ({
    arn: arnOf(context, analyzer.name),
    name: analyzer.name,
    type: analyzer.type,
    createdAt: new Date(analyzer.createdAt),
    status: analyzer.status,
    ...(analyzer.status === "FAILED" ? { statusReason: { code: "SERVICE_LINKED_ROLE_CREATION_FAILED" as const } } : {}),
    tags: analyzer.tags,
    ...(analyzer.unusedAfter === undefined
      ? {}
      : { configuration: { unusedAccess: { unusedAccessAge: analyzer.unusedAfter } } }),
    lastResourceAnalyzedAt: new Date(world.clock.now().getTime() - 240_000),
  });
  return {
    ListAnalyzers(input, context) {
      const all = world.records.list(analyzers, analyzingAccount(world, context), context.region);
      const wanted = all.filter(({ type }) => !input.type || type === input.type);
      const page = pageOf(wanted, input.nextToken, input.maxResults || 100, () => invalid("The token is not valid."));
      return { analyzers: page.items.map((one) => out(context, one)), nextToken: page.next };
    },
    GetAnalyzer: (input, context) => ({
      analyzer: out(context, analyzerNamed(world, context, input.analyzerName).analyzer),
    }),
    CreateAnalyzer(input, context) {
      const { analyzerName: name = "", type, configuration } = input;
      if (!/^[A-Za-z][A-Za-z0-9_.-]{0,254}$/.test(name)) throw invalid(`${name} is not a name of an analyzer.`);
      if (!isModelled(type)) throw invalid(`The model has no analyzers of type ${type}.`);
      if (type.startsWith("ORGANIZATION") && !speaksForOrganization(world, context.caller)) {
        throw invalid(
          "Only the management account or a delegated administrator creates an analyzer of the organization.",
        );
      }
      const account = analyzingAccount(world, context);
      const all = world.records.list(analyzers, account, context.region);
      if (all.some((one) => one.name === name)) {
        throw new Api.ConflictException({
          message: `An analyzer with the name ${name} already exists.`,
          resourceId: arnOf(context, name),
          resourceType: "analyzer",
          $metadata,
        });
      }
      if (all.some((one) => one.type === type)) {
        throw new Api.ServiceQuotaExceededException({
          message: `There is an analyzer of type ${type} in the region already.`,
          resourceId: account,
          resourceType: "analyzer",
          $metadata,
        });
      }
      const now = world.clock.now().toISOString();
      const days = configuration?.unusedAccess?.unusedAccessAge ?? 90;
      world.records.put(analyzers, account, context.region, {
        name,
        type,
        status: "ACTIVE",
        createdAt: now,
        rules: (input.archiveRules ?? []).map((rule) => ruleFrom(rule.ruleName, rule.filter, now, true)),
        tags: input.tags ?? {},
        ...(type.endsWith("UNUSED_ACCESS") ? { unusedAfter: days } : {}),
      });
      return { arn: arnOf(context, name) };
    },
    DeleteAnalyzer(input, context) {
      const { analyzer, accountId, region } = analyzerNamed(world, context, input.analyzerName);
      world.records.remove(analyzers, accountId, region, analyzer.name);
      return {};
    },
  };
}

function ruleFrom(
  name: string | undefined,
  filter: ArchiveRule["filter"] | undefined,
  now: string,
  applied: boolean,
): ArchiveRule {
  if (!name || Object.keys(filter ?? {}).length === 0) throw invalid("An archive rule has a name and a filter.");
  return { name, filter: filter ?? {}, createdAt: now, applied };
}

function archiveRules(world: World): HandlersOf<typeof Api> {
  const out = ({ name, filter, createdAt }: ArchiveRule): Api.ArchiveRuleSummary => ({
    ruleName: name,
    filter,
    createdAt: new Date(createdAt),
    updatedAt: new Date(createdAt),
  });
  const put = (context: Context, name: string | undefined, change: (rules: ArchiveRule[]) => ArchiveRule[]) => {
    const { analyzer, accountId, region } = analyzerNamed(world, context, name);
    world.records.put(analyzers, accountId, region, { ...analyzer, rules: change(analyzer.rules) });
    return {};
  };
  return {
    ListArchiveRules(input, context) {
      const { analyzer } = analyzerNamed(world, context, input.analyzerName);
      const page = pageOf(analyzer.rules, input.nextToken, input.maxResults || 100, () =>
        invalid("The token is not valid."),
      );
      return { archiveRules: page.items.map(out), nextToken: page.next };
    },
    GetArchiveRule(input, context) {
      const { analyzer } = analyzerNamed(world, context, input.analyzerName);
      const rule = analyzer.rules.find(({ name }) => name === input.ruleName);
      if (!rule) throw notFound(input.ruleName ?? "", "archive rule");
      return { archiveRule: out(rule) };
    },
    /** A new rule archives what is found from then on; ApplyArchiveRule archives what was found before. */
    CreateArchiveRule: (input, context) =>
      put(context, input.analyzerName, (rules) => {
        if (rules.some(({ name }) => name === input.ruleName)) {
          throw new Api.ConflictException({
            message: `An archive rule with the name ${input.ruleName} already exists.`,
            resourceId: input.ruleName,
            resourceType: "archive rule",
            $metadata,
          });
        }
        return [...rules, ruleFrom(input.ruleName, input.filter, world.clock.now().toISOString(), false)];
      }),
    ApplyArchiveRule: (input, context) => {
      const name = /analyzer\/(.+)$/.exec(input.analyzerArn ?? "")?.[1];
      return put(context, name, (rules) => {
        if (!rules.some((rule) => rule.name === input.ruleName)) throw notFound(input.ruleName ?? "", "archive rule");
        return rules.map((rule) => (rule.name === input.ruleName ? { ...rule, applied: true } : rule));
      });
    },
    DeleteArchiveRule: (input, context) =>
      put(context, input.analyzerName, (rules) => rules.filter(({ name }) => name !== input.ruleName)),
  };
}
