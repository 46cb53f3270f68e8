import { type DocumentedError, none, type Places, rowsOf } from "./error-table-rows";

/** What CloudTrail refuses. */
export function trailErrors(places: Places): DocumentedError[] {
  const { first, second, arn, bucketWhere, ownerOf } = places;
  const prod = { as: "claims-prod", by: "reader", region: first } as const;
  const owner = { by: "owner" } as const;
  const admin = { as: "management", by: "owner" } as const;
  const trail = rowsOf("CloudTrail", "awscloudtrail/latest/APIReference", prod);
  const closed = bucketWhere(({ policy }) => policy === null);
  const organization = arn("cloudtrail", "management", "trail/organization");
  const one = (name: string, bucket: string) => ({ Name: name, S3BucketName: bucket });
  const selectors = [{ DataResources: [{ Type: "AWS::S3::Bucket", Values: [] }] }];
  return [
    trail("GetTrail", "no such trail", { Name: none }, "TrailNotFoundException 400"),
    trail("GetTrailStatus", "no such trail", { Name: none }, "TrailNotFoundException 400"),
    trail("GetEventSelectors", "no such trail", { TrailName: none }, "TrailNotFoundException 400"),
    trail("GetTrailStatus", "no name of a trail", { Name: "-" }, "InvalidTrailNameException 400"),
    trail("GetTrail", "no ARN of a trail", { Name: "arn:none" }, "CloudTrailARNInvalidException 400"),
    trail("GetEventDataStore", "no such store", { EventDataStore: none }, "EventDataStoreNotFoundException 400"),
    trail("DescribeTrails", "no name of a trail", { trailNameList: ["-"] }, "InvalidTrailNameException 400"),
    // Documented for LookupEvents alone: no operation has another code for a token.
    trail("ListTrails", "a token it never gave", { NextToken: none }, "InvalidNextTokenException 400", {
      page: "API_LookupEvents.html",
    }),
    trail("ListEventDataStores", "a token it never gave", { NextToken: none }, "InvalidNextTokenException 400"),
    trail("LookupEvents", "too many at a time", { MaxResults: 51 }, "InvalidMaxResultsException 400"),
    trail("LookupEvents", "a token it never gave", { NextToken: none }, "InvalidNextTokenException 400"),
    trail(
      "LookupEvents",
      "it ends before it starts",
      { StartTime: new Date("2026-02-02"), EndTime: new Date("2026-02-01") },
      "InvalidTimeRangeException 400",
    ),
    trail(
      "LookupEvents",
      "no value",
      { LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "" }] },
      "InvalidLookupAttributesException 400",
    ),
    trail("CreateTrail", "no such bucket", one("audit-2", none), "S3BucketDoesNotExistException 400", owner),
    trail(
      "CreateTrail",
      "the bucket lets nobody in",
      one("audit-2", closed.name),
      "InsufficientS3BucketPolicyException 400",
      { as: ownerOf(closed), by: "owner" },
    ),
    trail(
      "CreateTrail",
      "a member wants the organization's",
      { ...one("audit-2", closed.name), IsOrganizationTrail: true },
      "NotOrganizationMasterAccountException 400",
      owner,
    ),
    trail(
      "CreateTrail",
      "without global events",
      { ...one("audit-2", closed.name), IsMultiRegionTrail: true, IncludeGlobalServiceEvents: false },
      "InvalidParameterCombinationException 400",
      owner,
    ),
    trail("CreateTrail", "it exists", one("organization", closed.name), "TrailAlreadyExistsException 400", admin),
    trail(
      "UpdateTrail",
      "no such key",
      { Name: "organization", KmsKeyId: arn("kms", "management", `key/${none}`) },
      "KmsKeyNotFoundException 400",
      admin,
    ),
    trail(
      "UpdateTrail",
      "no key at all",
      { Name: "organization", KmsKeyId: none },
      "InvalidKmsKeyIdException 400",
      admin,
    ),
    trail("UpdateTrail", "in another region", { Name: organization }, "InvalidHomeRegionException 400", {
      ...admin,
      region: second,
    }),
    trail(
      "StartLogging",
      "the organization's, by a member",
      { Name: organization },
      "NotOrganizationMasterAccountException 400",
      owner,
    ),
    trail(
      "PutEventSelectors",
      "a type it does not know",
      { TrailName: "organization", EventSelectors: selectors },
      "InvalidEventSelectorsException 400",
      admin,
    ),
  ];
}
