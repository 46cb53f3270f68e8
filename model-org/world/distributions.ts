import type { DistributionConfig, Origin, OriginAccessControlConfig } from "@aws-sdk/client-cloudfront";
import type { Bucket } from "./configuration";
import type { Kind, Place } from "./records";
import { domainOf } from "./seed";

/** A distribution of CloudFront. Every change gives it another ETag. */
export type Distribution = { id: string; etag: string; changedAt: string; config: DistributionConfig };

/** What a distribution signs its requests to an origin with. */
export type AccessControl = { id: string; etag: string; config: OriginAccessControlConfig };

/** Buckets of web accounts by number, as world/stories.ts tells of them. */
const siteBucket = 0;
const publicBucket = 1;
const privateBucket = 2;

/** The distributions of web accounts: behind an access control, behind the older identity, and what is wrong with some. */
export const distributions: Kind<Distribution> = {
  name: "distribution",
  id: ({ id }) => id,
  derive(place) {
    const { world, account, region } = place;
    if (region !== world.homeRegion) return [];
    const plan = world.tree.purposes.get(account.id);
    if (plan?.name === "portal-prod") return [made(place, "portal", ownServer())];
    if (plan?.purpose !== "web") return [];
    const buckets = world.seededBuckets(account.id);
    const at = (n: number, origin: (bucket: Bucket) => Origin, id?: string) => {
      const bucket = buckets[n];
      return bucket ? [made(place, bucket.name, origin(bucket), id)] : [];
    };
    const signed = (bucket: Bucket) => s3Origin(place, bucket, { control: accessControlId(place) });
    // The policy names the distribution: so it is there, with that bucket behind it.
    const named = buckets.flatMap((bucket) => {
      const id = /:distribution\/(E[A-Z0-9]+)/.exec(bucket.policy ?? "")?.[1];
      return id ? [made(place, bucket.name, signed(bucket), id)] : [];
    });
    switch (plan.name) {
      case "web-aldermoor":
        // The website endpoint speaks plain HTTP, and its bucket must be public.
        return [...named, ...at(siteBucket, (bucket) => websiteOrigin(place, bucket))];
      case "web-careers":
        // Its bucket was deleted: anyone may make one of that name and serve from our domain.
        return [...named, made(place, "retired", dangling(place))];
      case "web-campaigns":
        return [...named, ...at(publicBucket, (bucket) => s3Origin(place, bucket, { identity: identity(place) }))];
      default:
        // One is read by anybody past the distribution; the other's bucket was never told of its distribution.
        return [...at(publicBucket, (bucket) => s3Origin(place, bucket, {})), ...at(privateBucket, signed)];
    }
  },
};

/** Origin access controls: one of each web account, and one nobody uses. */
export const accessControls: Kind<AccessControl> = {
  name: "origin-access-control",
  id: ({ id }) => id,
  derive(place) {
    const { world, account, region } = place;
    const plan = world.tree.purposes.get(account.id);
    if (region !== world.homeRegion || plan?.purpose !== "web") return [];
    const control = (id: string, Name: string): AccessControl => ({
      id,
      etag: etagOf(place, id),
      config: {
        Name,
        Description: "",
        SigningProtocol: "sigv4",
        SigningBehavior: "always",
        OriginAccessControlOriginType: "s3",
      },
    });
    const own = control(accessControlId(place), "buckets");
    return plan.name === "web-campaigns" ? [own, control(idOf(place, "unused"), "campaign-2024")] : [own];
  },
};

const idOf = ({ world, account }: Place, name: string): string =>
  `E${world.random.hex(13, "cloudfront", account.id, name).toUpperCase()}`;

const etagOf = ({ world, account }: Place, name: string): string =>
  `E${world.random.hex(13, "etag", account.id, name).toUpperCase()}`;

const accessControlId = (place: Place): string => idOf(place, "access-control");

const identity = (place: Place): string => `origin-access-identity/cloudfront/${idOf(place, "identity")}`;

function s3Origin(
  { world }: Place,
  { name, region }: Pick<Bucket, "name" | "region">,
  access: { control?: string; identity?: string },
): Origin {
  return {
    Id: name,
    DomainName: `${name}.s3.${region}.${domainOf(world.partition)}`,
    OriginPath: "",
    CustomHeaders: { Quantity: 0 },
    S3OriginConfig: { OriginAccessIdentity: access.identity ?? "" },
    ConnectionAttempts: 3,
    ConnectionTimeout: 10,
    OriginAccessControlId: access.control ?? "",
  };
}

const customOrigin = (name: string, domain: string, protocol: "http-only" | "https-only"): Origin => ({
  Id: name,
  DomainName: domain,
  OriginPath: "",
  CustomHeaders: { Quantity: 0 },
  CustomOriginConfig: {
    HTTPPort: 80,
    HTTPSPort: 443,
    OriginProtocolPolicy: protocol,
    OriginSslProtocols: { Quantity: 1, Items: ["TLSv1.2"] },
    OriginReadTimeout: 30,
    OriginKeepaliveTimeout: 5,
  },
  ConnectionAttempts: 3,
  ConnectionTimeout: 10,
  OriginAccessControlId: "",
});

/** Regions whose website endpoints are written with a dash. https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints */
const dashed = new Set(["eu-west-1", "us-east-1", "us-gov-west-1"]);

const websiteOrigin = ({ world }: Place, { name, region }: Bucket): Origin =>
  customOrigin(
    name,
    `${name}.s3-website${dashed.has(region) ? "-" : "."}${region}.${domainOf(world.partition)}`,
    "http-only",
  );

const dangling = (place: Place): Origin =>
  s3Origin(
    place,
    { name: `${place.account.name}-retired`, region: place.world.regions[0] ?? place.region },
    { control: accessControlId(place) },
  );

const ownServer = (): Origin => customOrigin("portal", "portal.aldermoor.example", "https-only");

function made(place: Place, name: string, origin: Origin, id = idOf(place, name)): Distribution {
  const changed = Date.UTC(2024, place.world.random.below(28, "distribution", id, place.account.id), 11, 10);
  return {
    id,
    etag: etagOf(place, id),
    changedAt: new Date(changed).toISOString(),
    config: {
      CallerReference: place.world.random.hex(16, "caller-reference", place.account.id, id),
      Aliases: { Quantity: 0 },
      DefaultRootObject: "index.html",
      Origins: { Quantity: 1, Items: [origin] },
      OriginGroups: { Quantity: 0, Items: [] },
      DefaultCacheBehavior: {
        TargetOriginId: origin.Id,
        ViewerProtocolPolicy: "redirect-to-https",
        AllowedMethods: {
          Quantity: 2,
          Items: ["GET", "HEAD"],
          CachedMethods: { Quantity: 2, Items: ["GET", "HEAD"] },
        },
        Compress: true,
        CachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
      },
      CacheBehaviors: { Quantity: 0 },
      CustomErrorResponses: { Quantity: 0 },
      Comment: name,
      Logging: { Enabled: false, IncludeCookies: false, Bucket: "", Prefix: "" },
      PriceClass: "PriceClass_100",
      Enabled: true,
      ViewerCertificate: { CloudFrontDefaultCertificate: true, MinimumProtocolVersion: "TLSv1" },
      Restrictions: { GeoRestriction: { RestrictionType: "none", Quantity: 0 } },
      WebACLId: "",
      HttpVersion: "http2",
      IsIPV6Enabled: true,
      Staging: false,
    },
  };
}
