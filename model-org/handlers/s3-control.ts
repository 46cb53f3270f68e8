import type * as S3Control from "@aws-sdk/client-s3-control";
import { authorize } from "../iam/authorize";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { accessPoints } from "../world/access-points";
import type { AccessPoint, Account, Bucket } from "../world/configuration";
import { isPublicPolicy } from "../world/read-policy";
import type { World } from "../world/world";
import { bucketArn, refuseDisabledRegion } from "./bucket-access";
import { pageOf } from "./pages";
import { blockFrom } from "./s3-block";

export function s3Control(world: World): HandlersOf<typeof S3Control> {
  const { random } = world;

  function accountFor(input: { AccountId?: string | undefined }, context: Context, action: string): Account {
    const account = world.account(input.AccountId ?? "");
    if (!account || (account.id !== context.caller.accountId && context.caller.kind !== "administrator")) {
      throw new AwsError("AccessDenied", "Caller id does not match the account id.", 403);
    }
    refuseDisabledRegion(world, context);
    context.ownerId = account.id;
    authorize(world, context, action, { ownerId: account.id });
    return account;
  }

  function accessPoint(
    input: { AccountId?: string | undefined; Name?: string | undefined },
    context: Context,
    action: string,
  ): AccessPoint {
    const account = accountFor(input, context, action);
    const found = world.records.get(accessPoints, account.id, context.region, input.Name ?? "");
    if (!found) throw new AwsError("NoSuchAccessPoint", "The specified accesspoint does not exist", 404);
    return found;
  }

  const noPolicy = () =>
    new AwsError("NoSuchAccessPointPolicy", "The specified accesspoint policy does not exist", 404);

  function taggedBucket(
    input: { AccountId?: string | undefined; ResourceArn?: string | undefined },
    context: Context,
    action: string,
  ): Bucket {
    const account = accountFor(input, context, action);
    const bucket = world.bucket(/^arn:[a-z-]+:s3:::([^/]+)$/.exec(input.ResourceArn ?? "")?.[1] ?? "");
    if (bucket?.accountId !== account.id) {
      throw new AwsError("NoSuchResource", "The specified resource doesn't exist.", 404);
    }
    authorize(world, context, action, {
      resource: bucketArn(world, bucket.name),
      ownerId: account.id,
      policy: bucket.policy,
    });
    return bucket;
  }

  return {
    GetPublicAccessBlock(input, context) {
      const account = accountFor(input, context, "s3:GetAccountPublicAccessBlock");
      const block = world.effectiveBlock(account);
      if (!block) {
        throw new AwsError(
          "NoSuchPublicAccessBlockConfiguration",
          "The public access block configuration was not found",
          404,
          { AccountId: account.id },
        );
      }
      return { PublicAccessBlockConfiguration: block };
    },
    PutPublicAccessBlock(input, context) {
      const account = accountFor(input, context, "s3:PutAccountPublicAccessBlock");
      refuseUnderPolicy(world, account);
      world.changeAccount({ ...account, block: blockFrom(input.PublicAccessBlockConfiguration) });
      return {};
    },
    DeletePublicAccessBlock(input, context) {
      const account = accountFor(input, context, "s3:PutAccountPublicAccessBlock");
      refuseUnderPolicy(world, account);
      world.changeAccount({ ...account, block: null });
      return {};
    },
    ListAccessPoints(input, context) {
      const account = accountFor(input, context, "s3:ListAccessPoints");
      const all = world.records
        .list(accessPoints, account.id, context.region)
        .filter(({ bucket }) => !input.Bucket || input.Bucket === bucket);
      const { items, next } = pageOf(all, input.NextToken, input.MaxResults ?? 1000);
      return {
        AccessPointList: items.map((point) => ({
          Name: point.name,
          NetworkOrigin: point.vpcId ? ("VPC" as const) : ("Internet" as const),
          ...(point.vpcId ? { VpcConfiguration: { VpcId: point.vpcId } } : {}),
          Bucket: point.bucket,
          BucketAccountId: point.bucketAccountId,
          AccessPointArn: arnOf(world, point),
          Alias: `${point.name.slice(0, 20)}-${random.hex(34, "alias", point.name)}-s3alias`,
        })),
        ...(next ? { NextToken: next } : {}),
      };
    },
    GetAccessPoint(input, context) {
      const point = accessPoint(input, context, "s3:GetAccessPoint");
      return {
        Name: point.name,
        Bucket: point.bucket,
        BucketAccountId: point.bucketAccountId,
        NetworkOrigin: point.vpcId ? "VPC" : "Internet",
        ...(point.vpcId ? { VpcConfiguration: { VpcId: point.vpcId } } : {}),
        PublicAccessBlockConfiguration: point.block,
        CreationDate: new Date(point.createdAt),
        AccessPointArn: arnOf(world, point),
      };
    },
    GetAccessPointPolicy(input, context) {
      const { policy } = accessPoint(input, context, "s3:GetAccessPointPolicy");
      if (policy === null) throw noPolicy();
      return { Policy: policy };
    },
    GetAccessPointPolicyStatus(input, context) {
      const { policy } = accessPoint(input, context, "s3:GetAccessPointPolicyStatus");
      if (policy === null) throw noPolicy();
      return { PolicyStatus: { IsPublic: isPublicPolicy(policy) } };
    },
    ListTagsForResource(input, context) {
      const { tags } = taggedBucket(input, context, "s3:ListTagsForResource");
      return { Tags: Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value })) };
    },
    TagResource(input, context) {
      const bucket = taggedBucket(input, context, "s3:TagResource");
      const given = Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""]));
      world.changeBucket(bucket.name, { ...bucket, tags: { ...bucket.tags, ...given } });
      return {};
    },
    UntagResource(input, context) {
      const bucket = taggedBucket(input, context, "s3:UntagResource");
      const rest = Object.entries(bucket.tags ?? {}).filter(([key]) => !input.TagKeys?.includes(key));
      world.changeBucket(bucket.name, { ...bucket, tags: rest.length > 0 ? Object.fromEntries(rest) : null });
      return {};
    },
  };
}

const arnOf = (world: World, { region, accountId, name }: AccessPoint): string =>
  `arn:${world.partition}:s3:${region}:${accountId}:accesspoint/${name}`;

/** While the organization decides, an account cannot. */
function refuseUnderPolicy(world: World, account: Account): void {
  if (world.s3PolicyOf(account) === undefined) return;
  throw new AwsError(
    "AccessDenied",
    "The public access block of this account is managed by an organization S3 policy.",
    403,
  );
}
