import * as Api from "@aws-sdk/client-cloudfront";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { accessControls, type Distribution, distributions } from "../world/distributions";
import type { World } from "../world/world";
import { cloudFrontAccessControls } from "./cloudfront-access-controls";
import { heldTo, listed, nextEtag } from "./cloudfront-lists";

const $metadata = {};

/** How long a change takes to reach every edge. */
const deployMs = 4 * 60_000;

/** CloudFront: distributions and what they sign their requests to origins with. It has no regions. */
export function cloudFront(world: World): HandlersOf<typeof Api> {
  const distribution = (id: string | undefined, { caller }: Context): Distribution => {
    const found = world.records.get(distributions, caller.accountId, world.homeRegion, id ?? "");
    if (found) return found;
    throw new Api.NoSuchDistribution({ message: "The specified distribution does not exist.", $metadata });
  };
  const common = ({ id, changedAt }: Distribution, { caller }: Context) => ({
    Id: id,
    ARN: `arn:${world.partition}:cloudfront::${caller.accountId}:distribution/${id}`,
    Status: world.clock.now().getTime() - Date.parse(changedAt) < deployMs ? "InProgress" : "Deployed",
    LastModifiedTime: new Date(changedAt),
    DomainName: `d${world.random.hex(13, "domain", caller.accountId, id)}.cloudfront.net`,
  });
  const whole = (one: Distribution, context: Context) => ({
    Distribution: { ...common(one, context), InProgressInvalidationBatches: 0, DistributionConfig: one.config },
    ETag: one.etag,
  });
  return {
    ...cloudFrontAccessControls(world),
    ListDistributions(input, context) {
      const all = world.records.list(distributions, context.caller.accountId, world.homeRegion);
      return { DistributionList: listed(all, input, (one) => summary(one, common(one, context))) };
    },
    GetDistribution: ({ Id }, context) => whole(distribution(Id, context), context),
    GetDistributionConfig({ Id }, context) {
      const { config, etag } = distribution(Id, context);
      return { DistributionConfig: config, ETag: etag };
    },
    UpdateDistribution({ Id, IfMatch, DistributionConfig: config }, context) {
      const before = distribution(Id, context);
      heldTo(before.etag, IfMatch);
      if (!config) throw new Api.InvalidArgument({ message: "The distribution configuration is missing.", $metadata });
      if (config.CallerReference !== before.config.CallerReference) {
        throw new Api.IllegalUpdate({ message: "The caller reference cannot be updated.", $metadata });
      }
      for (const origin of config.Origins?.Items ?? []) refuseOrigin(world, origin, context);
      const after = {
        id: before.id,
        etag: nextEtag(world, context),
        changedAt: world.clock.now().toISOString(),
        config,
      };
      world.records.put(distributions, context.caller.accountId, world.homeRegion, after);
      return whole(after, context);
    },
  };
}

/** @throws InvalidOriginAccessControl, IllegalOriginAccessConfiguration as UpdateDistribution does */
function refuseOrigin(world: World, origin: Api.Origin, { caller }: Context): void {
  const { OriginAccessControlId: control, S3OriginConfig: s3 } = origin;
  if (!control) return;
  if (!world.records.get(accessControls, caller.accountId, world.homeRegion, control)) {
    throw new Api.InvalidOriginAccessControl({ message: "The origin access control is not valid.", $metadata });
  }
  if (s3?.OriginAccessIdentity) {
    throw new Api.IllegalOriginAccessConfiguration({
      message: "An origin cannot contain both an origin access control (OAC) and an origin access identity (OAI).",
      $metadata,
    });
  }
}

function summary(
  { config, etag }: Distribution,
  common: Pick<Api.DistributionSummary, "Id" | "ARN" | "Status" | "LastModifiedTime" | "DomainName">,
): Api.DistributionSummary {
  return {
    ...common,
    ETag: etag,
    Aliases: config.Aliases ?? { Quantity: 0 },
    Origins: config.Origins,
    OriginGroups: config.OriginGroups,
    DefaultCacheBehavior: config.DefaultCacheBehavior,
    CacheBehaviors: config.CacheBehaviors ?? { Quantity: 0 },
    CustomErrorResponses: config.CustomErrorResponses ?? { Quantity: 0 },
    Comment: config.Comment,
    PriceClass: config.PriceClass ?? "PriceClass_All",
    Enabled: config.Enabled,
    ViewerCertificate: config.ViewerCertificate ?? { CloudFrontDefaultCertificate: true },
    Restrictions: config.Restrictions ?? { GeoRestriction: { RestrictionType: "none", Quantity: 0 } },
    WebACLId: config.WebACLId ?? "",
    HttpVersion: config.HttpVersion ?? "http2",
    IsIPV6Enabled: config.IsIPV6Enabled ?? true,
    Staging: config.Staging ?? false,
  };
}
