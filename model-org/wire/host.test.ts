import { afterAll, beforeAll, expect, it } from "vitest";
import { type Listening, listen } from "./listening-server";
import { send, signedFor } from "./raw-request";

let server: Listening;

beforeAll(async () => {
  server = await listen();
});
afterAll(() => server.stop());

/** S3 as clients reach it: by host name, at the bucket's own endpoint. */
const get = (host: string, path: string, signingName = "s3") => ({
  method: "GET",
  path,
  headers: { ...signedFor(signingName, "us-east-1"), host },
});

const directory = "one--use1-az4--x-s3";

it.each([
  [
    "names a bucket whose key ends with a slash",
    get("one.s3.us-east-1.amazonaws.com", "/a/b/?tagging"),
    "S3 GetObjectTagging",
    { Bucket: "one", Key: "a/b/" },
  ],
  [
    "names no bucket, a path with a slash at its end does",
    get("s3.us-east-1.amazonaws.com", "/one/?policy"),
    "S3 GetBucketPolicy",
    { Bucket: "one" },
  ],
  ["names a bucket", get("one.s3.us-east-1.amazonaws.com", "/?policy"), "S3 GetBucketPolicy", { Bucket: "one" }],
  [
    "names none: the path does",
    get("s3.us-east-1.amazonaws.com", "/one?policy"),
    "S3 GetBucketPolicy",
    { Bucket: "one" },
  ],
  [
    "names a directory bucket",
    get(`${directory}.s3express-use1-az4.us-east-1.amazonaws.com`, "/?session", "s3express"),
    "S3 CreateSession",
    { Bucket: directory },
  ],
  [
    "lists directory buckets",
    get("s3express-control.us-east-1.amazonaws.com", "/", "s3express"),
    "S3 ListDirectoryBuckets",
    {},
  ],
  ["lists buckets", get("s3.us-east-1.amazonaws.com", "/"), "S3 ListBuckets", {}],
  [
    "configures a directory bucket",
    get("s3express-control.us-east-1.amazonaws.com", `/${directory}?policy`, "s3express"),
    "S3 GetBucketPolicy",
    { Bucket: directory },
  ],
  [
    "names an account",
    get("111122223333.s3-control.us-east-1.amazonaws.com", "/v20180820/configuration/publicAccessBlock"),
    "S3Control GetPublicAccessBlock",
    { AccountId: "111122223333" },
  ],
  [
    "stands in the address a proxy gets",
    get("one.s3.us-east-1.amazonaws.com", "http://one.s3.us-east-1.amazonaws.com/?policy"),
    "S3 GetBucketPolicy",
    { Bucket: "one" },
  ],
  [
    "comes before a key that begins with a slash",
    get("one.s3.us-east-1.amazonaws.com", "//key?tagging"),
    "S3 GetObjectTagging",
    { Bucket: "one", Key: "/key" },
  ],
])("a host name %s", async (_what, request, operation, input) => {
  await send(server.url, request);
  const call = server.calls.at(-1);
  expect(`${call?.context.service} ${call?.context.operation}`).toBe(operation);
  expect(call?.input).toEqual(input);
});
