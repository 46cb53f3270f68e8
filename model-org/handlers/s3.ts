import type * as S3 from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { Handler } from "../wire/server";
import type { World } from "../world/world";
import { s3Access } from "./s3-access";
import { s3Block } from "./s3-block";
import { s3Buckets } from "./s3-buckets";
import { s3Configuration } from "./s3-configuration";
import { zoneOf } from "./s3-directory-access";
import { s3DirectoryBuckets } from "./s3-directory-buckets";
import { s3Encryption } from "./s3-encryption";
import { s3Listed } from "./s3-listed";
import { s3Objects } from "./s3-objects";
import { s3Policies } from "./s3-policies";
import { s3Settings } from "./s3-settings";
import { s3Tagging } from "./s3-tagging";
import { s3Website } from "./s3-website";

/** All of S3. A bucket's name says whether it is a directory bucket, which is asked in the same words. */
export function s3(world: World): HandlersOf<typeof S3> {
  const general = {
    ...s3Buckets(world),
    ...s3Block(world),
    ...s3Policies(world),
    ...s3Access(world),
    ...s3Encryption(world),
    ...s3Configuration(world),
    ...s3Tagging(world),
    ...s3Settings(world),
    ...s3Website(world),
    ...s3Listed(world),
    ...s3Objects(world),
  } as Readonly<Record<string, Handler>>;
  const directory = s3DirectoryBuckets(world) as Readonly<Record<string, Handler | undefined>>;
  const names = new Set([...Object.keys(general), ...Object.keys(directory)]);
  return Object.fromEntries(
    [...names].map((name) => {
      const handler: Handler = (input: { Bucket?: string }, context) => {
        const isDirectory = zoneOf(input.Bucket) !== undefined || general[name] === undefined;
        const found = isDirectory ? directory[name] : general[name];
        if (found) return found(input as never, context);
        throw new AwsError("NotImplemented", `Directory buckets have no ${name} in this model.`, 501);
      };
      return [name, handler];
    }),
  ) as HandlersOf<typeof S3>;
}
