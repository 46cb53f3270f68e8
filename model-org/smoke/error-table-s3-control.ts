import { accessPoints } from "../world/access-points";
import { mrapRegion } from "../world/multi-region-access-points";
import { type DocumentedError, none, type Places, rowsOf } from "./error-table-rows";
import { publicAccessBlock } from "./error-table-s3-rows";

const codes = (list: string) => ({ page: `ErrorResponses.html#${list}` });
const general = codes("ErrorCodeList");
const grants = codes("S3AccessGrantsErrorCodeList");

/** What S3 Control refuses: an account's block, access points, Access Grants and Storage Lens. */
export function s3ControlErrors({ first, idOf, accountWhere, world }: Places): DocumentedError[] {
  const control = rowsOf("S3Control", "AmazonS3/latest/API", { as: "claims-prod", by: "reader", region: first });
  const of = (name: string) => ({ AccountId: idOf(name) });
  const unblocked = accountWhere((account) => account.block === null && world.s3PolicyOf(account) === undefined);
  const underPolicy = accountWhere((account) => world.s3PolicyOf(account) !== undefined);
  const lake = { as: "data-lake-prod" } as const;
  const lakeOwner = { ...lake, by: "owner" } as const;
  const points = world.records.list(accessPoints, idOf("data-lake-prod"), first);
  const point = points.find(({ policy }) => policy === null);
  const made = { ...of("data-lake-prod"), Name: point?.name, Bucket: point?.bucket };
  const bucketArn = `arn:${world.partition}:s3:::aldermoor-${none}`;
  const request = `arn:${world.partition}:s3:${mrapRegion}:${idOf("claims-prod")}:async-request/mrap/create/${none}`;
  const unknown = { ...of("claims-prod"), Name: none };
  const dashboard = { ...of("claims-prod"), ConfigId: none };
  return [
    control("GetPublicAccessBlock", "not configured", of(unblocked), "NoSuchPublicAccessBlockConfiguration 404", {
      as: unblocked,
      page: "API_control_GetPublicAccessBlock.html",
    }),
    control("GetPublicAccessBlock", "another account's", of("claims-dev"), "AccessDenied 403", general),
    control(
      "PutPublicAccessBlock",
      "denied",
      { ...of("claims-prod"), ...publicAccessBlock },
      "AccessDenied 403",
      general,
    ),
    control(
      "PutPublicAccessBlock",
      "the organization decides",
      { ...of(underPolicy), ...publicAccessBlock },
      "AccessDenied 403",
      { as: underPolicy, by: "owner", page: "organizations/latest/userguide/orgs_manage_policies_s3.html" },
    ),

    control(
      "GetAccessPoint",
      "no such access point",
      { ...of("claims-prod"), Name: none },
      "NoSuchAccessPoint 404",
      general,
    ),
    control("GetAccessPointPolicy", "not configured", made, "NoSuchAccessPointPolicy 404", { ...general, ...lake }),
    control("CreateAccessPoint", "it exists", made, "AccessPointAlreadyOwnedByYou 409", { ...general, ...lakeOwner }),
    control("CreateAccessPoint", "no name of one", { ...made, Name: "-" }, "InvalidAccessPoint 400", {
      ...general,
      ...lakeOwner,
    }),
    control("ListAccessPoints", "another account's", of("claims-dev"), "AccessDenied 403", general),
    control("GetAccessPointPolicyStatus", "not configured", made, "NoSuchAccessPointPolicy 404", {
      ...general,
      ...lake,
    }),
    control("GetAccessPointPolicyStatus", "no such access point", unknown, "NoSuchAccessPoint 404", general),
    control("PutAccessPointPolicy", "no such access point", { ...unknown, Policy: "{}" }, "NoSuchAccessPoint 404", {
      ...general,
      by: "owner",
    }),
    control("PutAccessPointPolicy", "no policy", { ...made, Policy: "{" }, "MalformedPolicy 400", {
      ...general,
      ...lakeOwner,
    }),
    control("DeleteAccessPoint", "no such access point", unknown, "NoSuchAccessPoint 404", { ...general, by: "owner" }),
    control("GetMultiRegionAccessPointPolicy", "no such access point", unknown, "NoSuchMultiRegionAccessPoint 404", {
      ...general,
      region: mrapRegion,
    }),
    control(
      "GetMultiRegionAccessPointPolicyStatus",
      "no such access point",
      unknown,
      "NoSuchMultiRegionAccessPoint 404",
      { ...general, region: mrapRegion },
    ),
    control(
      "GetMultiRegionAccessPoint",
      "the wrong region",
      { ...of("claims-prod"), Name: none },
      "PermanentRedirectControlError 301",
      general,
    ),
    control(
      "GetMultiRegionAccessPoint",
      "no such access point",
      { ...of("claims-prod"), Name: none },
      "NoSuchMultiRegionAccessPoint 404",
      {
        ...general,
        region: mrapRegion,
      },
    ),
    control(
      "DescribeMultiRegionAccessPointOperation",
      "no such request",
      { ...of("claims-prod"), RequestTokenARN: request },
      "NoSuchAsyncRequest 404",
      { ...codes("S3AsynchronousErrorCodeList"), region: mrapRegion },
    ),

    control("GetAccessGrantsInstance", "not set up", of("claims-dev"), "AccessGrantsInstanceNotExistsError 404", {
      ...grants,
      as: "claims-dev",
    }),
    control("ListAccessGrants", "not set up", of("claims-dev"), "AccessGrantsInstanceNotExistsError 404", {
      ...grants,
      as: "claims-dev",
    }),
    control(
      "GetAccessGrantsInstanceResourcePolicy",
      "not configured",
      of("analytics-prod"),
      "AccessGrantsInstanceResourcePolicyNotExists 404",
      { ...grants, as: "analytics-prod" },
    ),
    control(
      "GetAccessGrant",
      "no such grant",
      { ...of("data-lake-prod"), AccessGrantId: none },
      "NoSuchAccessGrantError 404",
      { ...grants, ...lake },
    ),
    control(
      "GetAccessGrantsLocation",
      "no such location",
      { ...of("data-lake-prod"), AccessGrantsLocationId: none },
      "NoSuchAccessGrantsLocationError 404",
      { ...grants, ...lake },
    ),
    control("ListAccessGrantsLocations", "not set up", of("claims-dev"), "AccessGrantsInstanceNotExistsError 404", {
      ...grants,
      as: "claims-dev",
    }),
    control(
      "DeleteAccessGrant",
      "no such grant",
      { ...of("data-lake-prod"), AccessGrantId: none },
      "NoSuchAccessGrantError 404",
      { ...grants, ...lakeOwner },
    ),
    control(
      "AssociateAccessGrantsIdentityCenter",
      "no such identity center",
      { ...of("data-lake-prod"), IdentityCenterArn: `arn:${world.partition}:sso:::instance/ssoins-0000000000000000` },
      "InvalidIdentityCenterInstance 400",
      { ...grants, ...lakeOwner },
    ),
    control("CreateAccessGrantsInstance", "it exists", of("data-lake-prod"), "AccessGrantsInstanceAlreadyExists 409", {
      ...grants,
      ...lakeOwner,
    }),
    control(
      "DeleteAccessGrantsInstance",
      "it has locations",
      of("data-lake-prod"),
      "AccessGrantsInstanceNotEmptyError 400",
      { ...grants, ...lakeOwner },
    ),

    control("GetStorageLensConfiguration", "no such dashboard", dashboard, "NoSuchConfiguration 404", {
      page: "API_control_GetStorageLensConfiguration.html",
    }),
    control(
      "ListTagsForResource",
      "no such bucket",
      { ...of("claims-prod"), ResourceArn: bucketArn },
      "NoSuchResource 404",
      {
        page: "API_control_ListTagsForResource.html",
      },
    ),
  ];
}
