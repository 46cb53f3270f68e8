import { setImmediate } from "node:timers/promises";
import type * as Api from "@aws-sdk/client-securityhub";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { controlledBuckets, importedFindings, securityHubs } from "../world/security-hubs";
import type { World } from "../world/world";
import { pageOf } from "./pages";
import { accountAsked, hubOf, invalidInput } from "./security-hub-access";
import { controlFindings } from "./security-hub-controls";
import { passes, refuseOtherFilters } from "./security-hub-filters";
import { wrongWith } from "./security-hub-import";

const most = 100;
const breath = 50;

type Findings = Api.AwsSecurityFinding[];

/** Findings: what was imported, and what Security Hub's own controls found. */
export function findings(world: World): HandlersOf<typeof Api> {
  const ofAccount = (accountId: string, region: string): Findings => {
    if (world.records.list(securityHubs, accountId, region).length === 0) return [];
    const imported = world.records.list(importedFindings, accountId, region).map(({ finding }) => finding);
    const ids = new Set(imported.map(({ Id }) => Id));
    const own = world.records
      .list(controlledBuckets, accountId, region)
      .flatMap(({ name }) => controlFindings(world, accountId, region, name));
    return [...own.filter(({ Id }) => !ids.has(Id)), ...imported];
  };
  const seen = (context: Context): string[] => {
    const own = accountAsked(world, context);
    return own === world.hubAccountId ? world.tree.accounts.map(({ id }) => id) : [own];
  };
  const named = (context: Context, id: string | undefined): Api.AwsSecurityFinding | undefined =>
    seen(context)
      .filter((account) => id?.includes(account) || account === accountAsked(world, context))
      .flatMap((account) => ofAccount(account, context.region))
      .find(({ Id }) => Id === id);
  const put = (region: string, finding: Api.AwsSecurityFinding) =>
    world.records.put(importedFindings, finding.AwsAccountId ?? "", region, { id: finding.Id ?? "", finding });

  return {
    async GetFindings(input, context) {
      hubOf(world, context);
      refuseOtherFilters(input.Filters);
      const size = input.MaxResults || most;
      if (size > most) throw invalidInput(`MaxResults is at most ${most}.`);
      const only = input.Filters?.AwsAccountId?.filter(({ Comparison }) => Comparison === "EQUALS");
      const found: Findings = [];
      for (const [n, account] of seen(context).entries()) {
        if (n % breath === breath - 1) await setImmediate();
        if (only?.length && !only.some(({ Value }) => Value === account)) continue;
        found.push(...ofAccount(account, context.region).filter((finding) => passes(finding, input.Filters)));
      }
      const { items, next } = pageOf(found, input.NextToken || undefined, size, () =>
        invalidInput("The token is not valid."),
      );
      return { Findings: items, NextToken: next };
    },
    BatchImportFindings(input, context) {
      hubOf(world, context);
      const given = input.Findings ?? [];
      if (given.length === 0 || given.length > most) {
        throw invalidInput(`Between 1 and ${most} findings are imported at a time.`);
      }
      const account = accountAsked(world, context);
      const failed: Api.ImportFindingsError[] = [];
      for (const finding of given) {
        const wrong = wrongWith(world, finding, account, context.region);
        if (wrong) {
          failed.push(wrong);
          continue;
        }
        const before = world.records.get(importedFindings, account, context.region, finding.Id ?? "")?.finding;
        // An older version changes nothing, and what a person said of a finding stays.
        if (before && new Date(before.UpdatedAt ?? 0) > new Date(finding.UpdatedAt ?? 0)) continue;
        put(context.region, {
          RecordState: "ACTIVE",
          Workflow: { Status: "NEW" },
          ProductName: "Default",
          ...finding,
          ...(before?.Workflow ? { Workflow: before.Workflow } : {}),
          ...(before?.Note ? { Note: before.Note } : {}),
          Region: context.region,
        });
      }
      return { FailedCount: failed.length, SuccessCount: given.length - failed.length, FailedFindings: failed };
    },
    BatchUpdateFindings(input, context) {
      hubOf(world, context);
      const asked = input.FindingIdentifiers ?? [];
      const answers = asked.map((one) => ({ one, found: named(context, one.Id) }));
      for (const { found } of answers) {
        if (!found) continue;
        put(context.region, {
          ...found,
          ...(input.Workflow?.Status ? { Workflow: { Status: input.Workflow.Status } } : {}),
          ...(input.Note ? { Note: { ...input.Note, UpdatedAt: world.clock.now().toISOString() } } : {}),
        });
      }
      return {
        ProcessedFindings: answers.flatMap(({ one, found }) => (found ? [one] : [])),
        UnprocessedFindings: answers.flatMap(({ one, found }) =>
          found
            ? []
            : [{ FindingIdentifier: one, ErrorCode: "FindingNotFound", ErrorMessage: "The finding was not found." }],
        ),
      };
    },
  };
}
