import type * as S3Control from "@aws-sdk/client-s3-control";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { accessPoints } from "../world/access-points";
import { type AccessPoint, blockAll } from "../world/configuration";
import { foreignBucket } from "../world/foreign-buckets";
import { isPublicPolicy } from "../world/read-policy";
import { domainOf } from "../world/seed";
import type { World } from "../world/world";
import { blockFrom, isBlocked, refuseBlocked } from "./s3-block";
import { accountFor, type ControlInput, controlPage } from "./s3-control-access";
import { acceptPolicy } from "./s3-policies";
import { tagsFrom } from "./s3-tagging";

type Named = ControlInput & { Name?: string | undefined };

const spelling = /^[a-z0-9][a-z0-9-]{1,48}[a-z0-9]$/;

export const accessPointArn = (world: World, { region, accountId, name }: Omit<AccessPoint, "bucket">): string =>
  `arn:${world.partition}:s3:${region}:${accountId}:accesspoint/${name}`;

/** Access points: doors of their own to a bucket, each with a block that stays as it was made. */
export function s3AccessPoints(world: World): HandlersOf<typeof S3Control> {
  const find = (input: Named, context: Context, action: string): AccessPoint => {
    const Name = (input.Name ?? "").replace(/^arn:.*:accesspoint\//, "");
    const { region } = context;
    const arn = `arn:${world.partition}:s3:${region}:${input.AccountId}:accesspoint/${Name}`;
    const account = accountFor(world, input, context, action, { resource: arn });
    const found = world.records.get(accessPoints, account.id, region, Name);
    if (!found) throw new AwsError("NoSuchAccessPoint", "The specified accesspoint does not exist", 404);
    return found;
  };
  const put = (point: AccessPoint): Record<never, never> => {
    world.records.put(accessPoints, point.accountId, point.region, point);
    return {};
  };
  const policyOf = ({ policy }: AccessPoint): string => {
    if (policy !== null) return policy;
    throw new AwsError("NoSuchAccessPointPolicy", "The specified accesspoint policy does not exist", 404);
  };
  const aliasOf = ({ name, accountId, region }: AccessPoint) =>
    `${name.slice(0, 20)}-${world.random.hex(34, "alias", accountId, region, name)}-s3alias`;
  const shown = (point: AccessPoint) => ({
    Name: point.name,
    NetworkOrigin: point.vpcId ? ("VPC" as const) : ("Internet" as const),
    ...(point.vpcId ? { VpcConfiguration: { VpcId: point.vpcId } } : {}),
    Bucket: point.bucket,
    BucketAccountId: point.bucketAccountId,
    AccessPointArn: accessPointArn(world, point),
    Alias: aliasOf(point),
  });

  return {
    CreateAccessPoint(input, context) {
      const { Name = "", Bucket = "", VpcConfiguration, PublicAccessBlockConfiguration, BucketAccountId } = input;
      const { region } = context;
      const account = accountFor(world, input, context, "s3:CreateAccessPoint", {
        resource: `arn:${world.partition}:s3:${region}:${input.AccountId}:accesspoint/${Name}`,
        // What a service control policy asks for: access points of a network only.
        context: { "s3:accesspointnetworkorigin": VpcConfiguration?.VpcId ? "VPC" : "Internet" },
      });
      if (!spelling.test(Name) || Name.endsWith("-s3alias")) {
        throw new AwsError("InvalidAccessPoint", "The specified access point name or account is not valid.");
      }
      const bucket = world.bucket(Bucket) ?? foreignBucket(world, Bucket);
      if (bucket?.region !== region || bucket.accountId !== (BucketAccountId ?? account.id)) {
        throw new AwsError("InvalidRequest", "Amazon S3 AccessPoint can only be created for existing bucket");
      }
      if (world.records.get(accessPoints, account.id, region, Name)) {
        throw new AwsError(
          "AccessPointAlreadyOwnedByYou",
          "Your previous request to create the named accesspoint succeeded and you already own it.",
          409,
        );
      }
      const point: AccessPoint = {
        name: Name,
        accountId: account.id,
        region,
        bucket: Bucket,
        bucketAccountId: bucket.accountId,
        vpcId: VpcConfiguration?.VpcId ?? null,
        block: PublicAccessBlockConfiguration ? blockFrom(PublicAccessBlockConfiguration) : blockAll,
        policy: null,
        createdAt: world.clock.now().toISOString(),
        tags: tagsFrom(input.Tags),
      };
      put(point);
      return { AccessPointArn: accessPointArn(world, point), Alias: aliasOf(point) };
    },
    DeleteAccessPoint(input, context) {
      const { accountId, region, name } = find(input, context, "s3:DeleteAccessPoint");
      world.records.remove(accessPoints, accountId, region, name);
      return {};
    },
    ListAccessPoints(input, context) {
      const account = accountFor(world, input, context, "s3:ListAccessPoints");
      const { Bucket } = input;
      if (Bucket && !world.bucket(Bucket) && !foreignBucket(world, Bucket)) {
        throw new AwsError("InvalidRequest", "Amazon S3 AccessPoint can only be listed for existing bucket");
      }
      const all = world.records.list(accessPoints, account.id, context.region);
      const { items, token } = controlPage(
        all.filter(({ bucket }) => !Bucket || Bucket === bucket),
        input,
      );
      return { AccessPointList: items.map(shown), ...token };
    },
    GetAccessPoint(input, context) {
      const point = find(input, context, "s3:GetAccessPoint");
      const domain = domainOf(world.partition);
      return {
        ...shown(point),
        PublicAccessBlockConfiguration: point.block,
        CreationDate: new Date(point.createdAt),
        Endpoints: {
          ipv4: `s3-accesspoint.${point.region}.${domain}`,
          dualstack: `s3-accesspoint.dualstack.${point.region}.${domain}`,
        },
      };
    },
    GetAccessPointPolicy(input, context) {
      return { Policy: policyOf(find(input, context, "s3:GetAccessPointPolicy")) };
    },
    /** A door that opens to a VPC only is never public, whatever its policy says. */
    GetAccessPointPolicyStatus(input, context) {
      const point = find(input, context, "s3:GetAccessPointPolicyStatus");
      const isPublic = isPublicPolicy(policyOf(point), "access-point");
      return { PolicyStatus: { IsPublic: point.vpcId === null && isPublic } };
    },
    PutAccessPointPolicy(input, context) {
      const point = find(input, context, "s3:PutAccessPointPolicy");
      const arn = accessPointArn(world, point);
      const policy = acceptPolicy(world, input.Policy, { arn, within: `${arn}/object/` });
      if (point.vpcId === null && isPublicPolicy(policy, "access-point")) {
        const asked = { arn: context.caller.arn, action: "s3:PutAccessPointPolicy" };
        const bucket = world.bucket(point.bucket);
        // The bucket's own block counts too, and the account's of both.
        if (bucket && isBlocked(world, bucket, "BlockPublicPolicy")) {
          refuseBlocked(world, bucket, "BlockPublicPolicy", asked);
        }
        refuseBlocked(world, point, "BlockPublicPolicy", asked);
      }
      return put({ ...point, policy });
    },
    DeleteAccessPointPolicy(input, context) {
      return put({ ...find(input, context, "s3:DeleteAccessPointPolicy"), policy: null });
    },
  };
}
