import type * as S3Control from "@aws-sdk/client-s3-control";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";
import { s3AccessPoints } from "./s3-access-points";
import { s3AccountBlock } from "./s3-account-block";
import { s3Grants } from "./s3-control-grants";
import { s3GrantsInstance } from "./s3-control-grants-instance";
import { s3GrantsLocations } from "./s3-control-grants-locations";
import { s3GrantsPolicy } from "./s3-control-grants-policy";
import { s3BatchJobs } from "./s3-control-jobs";
import { s3StorageLens } from "./s3-control-lens";
import { s3ControlTags } from "./s3-control-tags";
import { s3MultiRegion } from "./s3-multi-region";

/** What S3 knows of accounts rather than of one bucket. */
export function s3Control(world: World): HandlersOf<typeof S3Control> {
  return {
    ...s3AccountBlock(world),
    ...s3AccessPoints(world),
    ...s3MultiRegion(world),
    ...s3GrantsInstance(world),
    ...s3GrantsPolicy(world),
    ...s3GrantsLocations(world),
    ...s3Grants(world),
    ...s3StorageLens(world),
    ...s3BatchJobs(world),
    ...s3ControlTags(world),
  };
}
