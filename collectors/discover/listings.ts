import { paginateListRegions } from "@aws-sdk/client-account";
import { HeadBucketCommand, paginateListBuckets } from "@aws-sdk/client-s3";
import { paginateListAccessPoints } from "@aws-sdk/client-s3-control";
import type { ListedResource } from "@/lib/data/inventory/record-listing";
import { type Fact, known, unknown } from "@/lib/model/fact";
import { bucketArn } from "@/lib/model/resource";
import type { MemberSession } from "../runtime/aws";
import { reasonOf, UnexpectedAnswer } from "../runtime/classify";
import { member } from "../runtime/collector";
import { exchanging, expectRoot } from "../runtime/exchange";

/** @returns the regions of an account with their opt-in */
export const regionsOf = (session: MemberSession): Promise<Tried<[string, string][]>> =>
  tried("account:ListRegions", () => listRegions(session));

/** @returns the buckets of an account, in every region */
export const bucketsOf = (session: MemberSession): Promise<Tried<ListedResource[]>> =>
  tried("s3:ListAllMyBuckets", () => listBuckets(session));

/** @returns the access points of an account in a region */
export const accessPointsIn = (session: MemberSession, region: string): Promise<Tried<ListedAccessPoint[]>> =>
  tried("s3:ListAccessPoints", () => listAccessPoints(session, region));

/** A list as far as it could be read. */
export type Tried<T> = { fact: Fact; calls: number; value: T | undefined };

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

/** An access point, and where it leads. */
export type ListedAccessPoint = {
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
