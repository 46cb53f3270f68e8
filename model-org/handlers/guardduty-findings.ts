import { setImmediate } from "node:timers/promises";
import type * as Api from "@aws-sdk/client-guardduty";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { blockInForce, exposuresOf } from "../world/bucket-exposure";
import type { Bucket } from "../world/configuration";
import { detectors } from "../world/detectors";
import { accountOfFinding } from "../world/finding-id";
import { type GuardDutyFinding, guardDutyFindings } from "../world/guardduty-findings";
import type { World } from "../world/world";
import { badRequest, detectorOf, isAdministrator, membersFrom } from "./guardduty-members";
import { type Criterion, meets } from "./macie-criteria";
import { pageOf } from "./pages";

/** Other requests are answered after so many accounts. */
const breath = 50;

/** Findings about S3: an account's own; the administrator's and all members'. */
export function findingsOf(world: World): HandlersOf<typeof Api> {
  const out = (accountId: string, region: string, finding: GuardDutyFinding) =>
    findingOut(world, accountId, region, finding);

  const all = async (context: Context, accounts: readonly string[] | undefined): Promise<Api.Finding[]> => {
    const asked = isAdministrator(world, context)
      ? [context.caller.accountId, ...membersFrom(world, context.region).map(({ id }) => id)]
      : [context.caller.accountId];
    const findings: Api.Finding[] = [];
    for (const [n, id] of asked.entries()) {
      if (n % breath === breath - 1) await setImmediate();
      if (accounts !== undefined && !accounts.includes(id)) continue;
      const found = world.records.list(guardDutyFindings, id, context.region);
      findings.push(...found.map((one) => out(id, context.region, one)));
    }
    return findings;
  };

  const named = (context: Context, ids: readonly string[] | undefined) =>
    (ids ?? []).flatMap((id) => {
      const owner = accountOfFinding(id);
      if (owner !== context.caller.accountId && !isAdministrator(world, context)) return [];
      const finding = world.records.get(guardDutyFindings, owner, context.region, id);
      return finding ? [{ owner, finding }] : [];
    });

  const archive = (context: Context, ids: readonly string[] | undefined, archived: boolean) => {
    const found = named(context, ids);
    if (found.length < (ids?.length ?? 0)) {
      throw badRequest(
        "The request is rejected because an invalid or out-of-range value is specified as an input parameter.",
      );
    }
    for (const { owner, finding } of found) {
      world.records.put(guardDutyFindings, owner, context.region, { ...finding, archived });
    }
    return {};
  };

  return {
    async ListFindings(input, context) {
      detectorOf(world, context, input.DetectorId);
      const criteria = criteriaOf(input.FindingCriteria);
      const narrowed = criteria["accountId"]?.eq;
      const matching = (await all(context, narrowed)).filter((finding) => meets(finding, criteria, pascal));
      const { AttributeName, OrderBy } = input.SortCriteria ?? {};
      if (AttributeName === "severity") matching.sort((a, b) => (a.Severity ?? 0) - (b.Severity ?? 0));
      else if (AttributeName) matching.sort((a, b) => ((a.UpdatedAt ?? "") < (b.UpdatedAt ?? "") ? -1 : 1));
      if (OrderBy === "DESC") matching.reverse();
      const { items, next } = pageOf(matching, input.NextToken || undefined, input.MaxResults ?? 50, () =>
        badRequest("The request is rejected because the parameter nextToken has an invalid value."),
      );
      return { FindingIds: items.map(({ Id }) => Id ?? ""), NextToken: next ?? "" };
    },
    GetFindings(input, context) {
      detectorOf(world, context, input.DetectorId);
      if ((input.FindingIds?.length ?? 0) > 50) {
        throw badRequest("The request is rejected because the number of finding ids is above 50.");
      }
      const found = named(context, input.FindingIds);
      return { Findings: found.map(({ owner, finding }) => out(owner, context.region, finding)) };
    },
    ArchiveFindings(input, context) {
      detectorOf(world, context, input.DetectorId);
      return archive(context, input.FindingIds, true);
    },
    UnarchiveFindings(input, context) {
      detectorOf(world, context, input.DetectorId);
      return archive(context, input.FindingIds, false);
    },
  };
}

/** Criteria name properties with small letters. */
const pascal = (path: string): string =>
  path
    .split(".")
    .map((step) => step.charAt(0).toUpperCase() + step.slice(1))
    .join(".");

/** Criteria have two spellings: the older is still in use. */
const criteriaOf = (given: Api.FindingCriteria | undefined): Record<string, Criterion> =>
  Object.fromEntries(
    Object.entries(given?.Criterion ?? {}).map(([path, one]) => [
      path,
      {
        eq: one.Equals ?? one.Eq,
        neq: one.NotEquals ?? one.Neq,
        gt: one.GreaterThan ?? one.Gt,
        gte: one.GreaterThanOrEqual ?? one.Gte,
        lt: one.LessThan ?? one.Lt,
        lte: one.LessThanOrEqual ?? one.Lte,
      },
    ]),
  );

function findingOut(world: World, accountId: string, region: string, finding: GuardDutyFinding): Api.Finding {
  const [detector] = world.records.list(detectors, accountId, region);
  const arn = `arn:${world.partition}:guardduty:${region}:${accountId}:detector/${detector?.id}/finding/${finding.id}`;
  return {
    AccountId: accountId,
    Arn: arn,
    CreatedAt: finding.createdAt,
    Description: `${finding.type} was seen on the bucket ${finding.bucket}.`,
    Id: finding.id,
    Partition: world.partition,
    Region: region,
    Resource: {
      ResourceType: finding.type.startsWith("Object:") ? "S3Object" : "S3Bucket",
      S3BucketDetails: [bucketDetail(world, finding.bucket)],
    },
    SchemaVersion: "2.0",
    Service: {
      Archived: finding.archived,
      Count: finding.count,
      DetectorId: detector?.id,
      EventFirstSeen: finding.createdAt,
      EventLastSeen: finding.updatedAt,
      ResourceRole: "TARGET",
      ServiceName: "guardduty",
      FeatureName: finding.type.startsWith("Object:") ? "S3MalwareProtection" : "S3DataEvents",
    },
    Severity: finding.severity,
    Title: `${finding.type.split("/")[1]} on ${finding.bucket}`,
    Type: finding.type,
    UpdatedAt: finding.updatedAt,
  };
}

function bucketDetail(world: World, name: string): Api.S3BucketDetail {
  const bucket: Bucket | undefined = world.bucket(name);
  const detail = { Arn: `arn:${world.partition}:s3:::${name}`, Name: name, Type: "Destination" };
  if (!bucket) return detail;
  const open = exposuresOf(world, bucket).some(({ to }) => to === "public");
  return {
    ...detail,
    CreatedAt: new Date(bucket.createdAt),
    Tags: Object.entries(bucket.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    DefaultServerSideEncryption: {
      EncryptionType: bucket.encryption.algorithm,
      ...(bucket.encryption.kmsKeyId ? { KmsMasterKeyArn: bucket.encryption.kmsKeyId } : {}),
    },
    PublicAccess: {
      EffectivePermission: open ? "PUBLIC" : "NOT_PUBLIC",
      PermissionConfiguration: { AccountLevelPermissions: { BlockPublicAccess: blockInForce(world, bucket) } },
    },
  };
}
