import { paginateListRegions } from "@aws-sdk/client-account";
import { HeadBucketCommand, paginateListBuckets } from "@aws-sdk/client-s3";
import { paginateListAccessPoints } from "@aws-sdk/client-s3-control";
import type { CompleteListing, ListedResource } from "@/lib/data/inventory/record-listing";
import { type Fact, known, unknown } from "@/lib/model/fact";
import { bucketArn, regionArn } from "@/lib/model/resource";
import type { MemberSession } from "../runtime/aws";
import { reasonOf, UnexpectedAnswer } from "../runtime/classify";
import { member } from "../runtime/collector";
import { exchanging, expectRoot } from "../runtime/exchange";
import type { Tallies } from "../runtime/tallies";

/** What is in an account, as far as it could be listed. */
export type DiscoveredAccount = {
  resources: ListedResource[];
  complete: CompleteListing[];
  /** Facts by ARN: of the regions, and where each access point leads. */
  facts: Map<string, Record<string, Fact>>;
  /** Facts of the account itself. */
  accountFacts: Record<string, Fact>;
};

const enabledStates = new Set(["ENABLED", "ENABLED_BY_DEFAULT", "ENABLING", "DISABLING"]);

/** @returns whether resources of a region can be asked for, given what AWS says of its opt-in */
export const isEnabled = (optStatus: unknown): boolean => typeof optStatus === "string" && enabledStates.has(optStatus);

/**
 * Lists the regions, buckets and access points of an account. What cannot be listed is a fact that could not be read:
 * it never stops the rest, and nothing is retired for it.
 */
export async function discoverAccount(session: MemberSession, tallies: Tallies): Promise<DiscoveredAccount> {
  const { partition, accountId } = session;
  const regions = await tried("account:ListRegions", () => listRegions(session));
  const buckets = await tried("s3:ListAllMyBuckets", () => listBuckets(session));
  tallies.add("", "AWS::Organizations::Account.regionsListed", regions.fact, regions.calls);
  tallies.add("", "AWS::Organizations::Account.bucketsListed", buckets.fact, buckets.calls);

  const optStatus = new Map(regions.value ?? []);
  const found = new Set((buckets.value ?? []).flatMap(({ region }) => (region ? [region] : [])));
  const asked = new Set([...found, ...[...optStatus].filter(([, status]) => isEnabled(status)).map(([name]) => name)]);

  const discovered: DiscoveredAccount = {
    resources: [...(buckets.value ?? [])],
    complete: buckets.fact.known ? [{ type: "AWS::S3::Bucket", region: null }] : [],
    facts: new Map(),
    accountFacts: { regionsListed: regions.fact, bucketsListed: buckets.fact },
  };
  await Promise.all(
    [...asked].toSorted().map(async (region) => {
      const arn = regionArn(partition, accountId, region);
      const status = optStatus.get(region);
      const disabled = status !== undefined && !isEnabled(status);
      const points = disabled
        ? { fact: unknown("region_disabled"), calls: 0, value: undefined }
        : await tried("s3:ListAccessPoints", () => listAccessPoints(session, region));
      tallies.add(region, "AWS::Account::Region.accessPointsListed", points.fact, points.calls);
      discovered.resources.push({ type: "AWS::Account::Region", arn, name: region, region });
      discovered.facts.set(arn, {
        optStatus: status === undefined ? unreadStatus(regions.fact) : known(status),
        accessPointsListed: points.fact,
      });
      if (points.fact.known) discovered.complete.push({ type: "AWS::S3::AccessPoint", region });
      for (const { resource, origin } of points.value ?? []) {
        discovered.resources.push(resource);
        discovered.facts.set(resource.arn, { origin: known(origin) });
      }
    }),
  );
  return discovered;
}

/** A region AWS did not name among the account's, or a list that was not read. */
const unreadStatus = (listed: Fact): Fact => (listed.known ? unknown("unexpected_answer") : listed);

type Tried<T> = { fact: Fact; calls: number; value: T | undefined };

async function tried<T>(permission: string, list: () => Promise<T>): Promise<Tried<T>> {
  return exchanging(async (exchange) => {
    try {
      const value = await list();
      return { fact: known(true), calls: exchange.calls, value };
    } catch (error) {
      const reason = reasonOf(error);
      const fact = reason === "denied" ? unknown(reason, permission) : unknown(reason);
      return { fact, calls: exchange.calls, value: undefined };
    }
  });
}

/** https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html */
async function listRegions(session: MemberSession): Promise<[string, string][]> {
  const regions: [string, string][] = [];
  for await (const page of paginateListRegions({ client: session.account(), pageSize: 50 }, {})) {
    for (const { RegionName: name, RegionOptStatus: status } of page.Regions ?? []) {
      regions.push([member(name, "RegionName"), member(status, "RegionOptStatus")]);
    }
  }
  if (regions.length === 0) throw new UnexpectedAnswer("An account without any region.");
  return regions;
}

/** Paginated: an account above the quota refuses the call otherwise (trap 30). https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
async function listBuckets(session: MemberSession): Promise<ListedResource[]> {
  const buckets: ListedResource[] = [];
  const withoutRegion: ListedResource[] = [];
  for await (const page of paginateListBuckets({ client: session.s3("us-east-1"), pageSize: 1000 }, {})) {
    for (const { Name, BucketRegion } of member(page.Buckets, "Buckets")) {
      const name = member(Name, "Name");
      const bucket: ListedResource = {
        type: "AWS::S3::Bucket",
        arn: bucketArn(session.partition, name),
        name,
        region: BucketRegion ?? null,
      };
      buckets.push(bucket);
      if (bucket.region === null) withoutRegion.push(bucket);
    }
  }
  await Promise.all(
    withoutRegion.map((bucket) =>
      session.limiter.run(async () => {
        bucket.region = await headRegion(session, bucket.name);
      }),
    ),
  );
  return buckets;
}

/** @returns the region HeadBucket tells, even where it refuses the rest; null where it does not */
async function headRegion(session: MemberSession, name: string): Promise<string | null> {
  try {
    const { BucketRegion: region } = await session
      .s3("us-east-1")
      .send(new HeadBucketCommand({ Bucket: name, ExpectedBucketOwner: session.accountId }));
    return region ?? null;
  } catch (error) {
    const response = (error as { $response?: { headers?: Record<string, string> } }).$response;
    return response?.headers?.["x-amz-bucket-region"] ?? null;
  }
}

type ListedAccessPoint = {
  resource: ListedResource;
  origin: { bucket: string; bucketAccountId: string | null; network: "Internet" | "VPC"; vpcId: string | null };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_ListAccessPoints.html */
async function listAccessPoints(session: MemberSession, region: string): Promise<ListedAccessPoint[]> {
  return exchanging(async (exchange) => {
    const points: ListedAccessPoint[] = [];
    const client = session.s3control(region);
    for await (const page of paginateListAccessPoints({ client, pageSize: 1000 }, { AccountId: session.accountId })) {
      expectRoot(exchange, "ListAccessPointsResult");
      for (const point of page.AccessPointList ?? []) {
        points.push({
          resource: {
            type: "AWS::S3::AccessPoint",
            arn: member(point.AccessPointArn, "AccessPointArn"),
            name: member(point.Name, "Name"),
            region,
          },
          origin: {
            bucket: member(point.Bucket, "Bucket"),
            bucketAccountId: point.BucketAccountId ?? null,
            network: member(point.NetworkOrigin, "NetworkOrigin"),
            vpcId: point.VpcConfiguration?.VpcId ?? null,
          },
        });
      }
    }
    return points;
  });
}
