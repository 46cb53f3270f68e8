import type * as S3 from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";
import { bucketFor } from "./bucket-access";

/** A bucket as a website. */
export function s3Website(world: World): HandlersOf<typeof S3> {
  return {
    GetBucketWebsite(input, context) {
      const { website, name } = bucketFor(world, input, context, "s3:GetBucketWebsite");
      if (!website) {
        throw new AwsError(
          "NoSuchWebsiteConfiguration",
          "The specified bucket does not have a website configuration",
          404,
          { BucketName: name },
        );
      }
      const { index, error, redirect, protocol, rules } = website;
      return {
        ...(index ? { IndexDocument: { Suffix: index } } : {}),
        ...(error ? { ErrorDocument: { Key: error } } : {}),
        ...(redirect
          ? { RedirectAllRequestsTo: { HostName: redirect, ...(protocol ? { Protocol: protocol } : {}) } }
          : {}),
        ...(rules ? { RoutingRules: rules } : {}),
      };
    },
    PutBucketWebsite(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketWebsite");
      const given = input.WebsiteConfiguration ?? {};
      const {
        IndexDocument: index,
        RedirectAllRequestsTo: redirect,
        ErrorDocument: error,
        RoutingRules: rules,
      } = given;
      if (!index?.Suffix && !redirect?.HostName) {
        throw new AwsError(
          "InvalidArgument",
          "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
          400,
          { ArgumentName: "IndexDocument", ArgumentValue: "null" },
        );
      }
      world.changeBucket(bucket.name, {
        ...bucket,
        website: {
          ...(index?.Suffix ? { index: index.Suffix } : {}),
          ...(error?.Key ? { error: error.Key } : {}),
          ...(redirect?.HostName ? { redirect: redirect.HostName } : {}),
          ...(redirect?.Protocol ? { protocol: redirect.Protocol } : {}),
          ...(rules?.length ? { rules } : {}),
        },
      });
      return {};
    },
    DeleteBucketWebsite(input, context) {
      const bucket = bucketFor(world, input, context, "s3:DeleteBucketWebsite");
      world.changeBucket(bucket.name, { ...bucket, website: null });
      return {};
    },
  };
}
