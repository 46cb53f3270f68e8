import { setImmediate } from "node:timers/promises";
import * as Api from "@aws-sdk/client-macie2";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { accountOfFinding } from "../world/finding-id";
import { macieFilters } from "../world/macie";
import { type MacieFinding, macieFindings } from "../world/macie-findings";
import type { World } from "../world/world";
import { accountsSeen, askingAccount, invalid, isSeen, sessionOf } from "./macie-access";
import { meets } from "./macie-criteria";
import { metadataOf } from "./macie-metadata";
import { pageOf } from "./pages";

const breath = 50;
const scores = { Low: 1, Medium: 2, High: 3 } as const;

/** Findings of the account that asks, and of its members'; and filters that archive them. */
export function findings(world: World): HandlersOf<typeof Api> {
  const out = (context: Context, accountId: string, finding: MacieFinding): Api.Finding => {
    const made = findingOut(world, context.region, accountId, finding);
    // A filter archives what comes in from then on; nothing comes in twice in the model, so it archives what there is.
    const archiving = world.records.list(macieFilters, askingAccount(world, context), context.region);
    const suppressed = archiving.some(({ action, criterion }) => action === "ARCHIVE" && meets(made, criterion));
    return suppressed ? { ...made, archived: true } : made;
  };
  const all = async (context: Context, only: readonly string[] | undefined): Promise<Api.Finding[]> => {
    const found: Api.Finding[] = [];
    for (const [n, account] of accountsSeen(world, context).entries()) {
      if (n % breath === breath - 1) await setImmediate();
      if ((only && !only.includes(account.id)) || !isSeen(world, account, context.region)) continue;
      const own = world.records.list(macieFindings, account.id, context.region);
      found.push(...own.map((one) => out(context, account.id, one)));
    }
    return found;
  };
  return {
    async ListFindings(input, context) {
      sessionOf(world, context);
      const criterion = input.findingCriteria?.criterion;
      const matching = (await all(context, criterion?.["accountId"]?.eq)).filter((finding) =>
        meets(finding, criterion),
      );
      const { attributeName, orderBy } = input.sortCriteria ?? {};
      if (attributeName === "severity.score")
        matching.sort((a, b) => (a.severity?.score ?? 0) - (b.severity?.score ?? 0));
      else if (attributeName) matching.sort((a, b) => (a.updatedAt?.getTime() ?? 0) - (b.updatedAt?.getTime() ?? 0));
      if (orderBy === "DESC") matching.reverse();
      const { items, next } = pageOf(matching, input.nextToken, input.maxResults || 50, () =>
        invalid("The token is not valid."),
      );
      return { findingIds: items.map(({ id }) => id ?? ""), nextToken: next };
    },
    GetFindings(input, context) {
      sessionOf(world, context);
      const ids = input.findingIds ?? [];
      if (ids.length === 0 || ids.length > 50) throw invalid("Between 1 and 50 findings are asked for at a time.");
      const seen = accountsSeen(world, context);
      return {
        findings: ids.flatMap((id) => {
          const owner = seen.find((account) => account.id === accountOfFinding(id));
          if (!owner || !isSeen(world, owner, context.region)) return [];
          const finding = world.records.get(macieFindings, owner.id, context.region, id);
          return finding ? [out(context, owner.id, finding)] : [];
        }),
      };
    },
    CreateFindingsFilter(input, context) {
      sessionOf(world, context);
      const { name, action, findingCriteria, description = "" } = input;
      if (!name || !action || !findingCriteria) throw invalid("A filter has a name, an action and criteria.");
      const account = askingAccount(world, context);
      if (world.records.list(macieFilters, account, context.region).some((one) => one.name === name)) {
        throw new Api.ConflictException({ message: "A filter of that name exists already.", $metadata: {} });
      }
      const id = world.random.hex(32, "findings-filter", account, context.region, name);
      const criterion = findingCriteria.criterion ?? {};
      world.records.put(macieFilters, account, context.region, { id, name, action, criterion, description });
      return { id, arn: `arn:${world.partition}:macie2:${context.region}:${account}:findings-filter/${id}` };
    },
    ListFindingsFilters(_, context) {
      sessionOf(world, context);
      const account = askingAccount(world, context);
      return {
        findingsFilterListItems: world.records
          .list(macieFilters, account, context.region)
          .map(({ id, name, action }) => ({
            id,
            name,
            action,
            arn: `arn:${world.partition}:macie2:${context.region}:${account}:findings-filter/${id}`,
          })),
      };
    },
  };
}

function findingOut(world: World, region: string, accountId: string, finding: MacieFinding): Api.Finding {
  const bucket = metadataOf(world, finding.bucket, region);
  const arn = `arn:${world.partition}:s3:::${finding.bucket}`;
  const policy = finding.type.startsWith("Policy:");
  return {
    accountId,
    archived: finding.archived,
    category: policy ? "POLICY" : "CLASSIFICATION",
    count: finding.count,
    createdAt: new Date(finding.createdAt),
    description: policy ? "The settings of the bucket were changed." : "The object contains sensitive data.",
    id: finding.id,
    partition: world.partition,
    region,
    resourcesAffected: {
      s3Bucket: {
        arn,
        name: finding.bucket,
        ...(bucket ? { createdAt: bucket.bucketCreatedAt, publicAccess: bucket.publicAccess, tags: bucket.tags } : {}),
      },
      ...(finding.object === null
        ? {}
        : {
            s3Object: {
              key: finding.object,
              path: `${finding.bucket}/${finding.object}`,
              bucketArn: arn,
              extension: "csv",
            },
          }),
    },
    sample: false,
    schemaVersion: "1.0",
    severity: { description: finding.severity, score: scores[finding.severity] },
    title: `${finding.type.split("/")[1]} in ${finding.bucket}`,
    type: finding.type as Api.FindingType,
    updatedAt: new Date(finding.createdAt),
  };
}
