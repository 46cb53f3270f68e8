import {
  CreateBucketCommand,
  type CreateBucketCommandInput,
  DeleteBucketCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, clientsWith, refusal } from "@/testing/model-clients";
import { ownerOf } from "./smoke/owner";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";

const region = "eu-west-1";
const name = "aldermoor-refusals";
const on = { Bucket: name };

let model: RunningModelOrg;
let s3: S3Client;
let accountId: string;

beforeAll(async () => {
  model = await startModelOrg();
  accountId = accountNamed(model, "data-lake-dev").id;
  ({ s3 } = clientsWith(model, region, await ownerOf(model, "data-lake-dev")));
  await s3.send(new CreateBucketCommand({ Bucket: name }));
});

afterAll(async () => {
  await model.stop();
});

const denied = { code: "AccessDenied", status: 403 };
const bad = (code: string) => ({ code, status: 400 });

type Attempt = [what: string, attempt: () => Promise<unknown>, refused: { code: string; status: number }];

describe("a bucket's name and place", () => {
  const make = (Bucket: string, more: Partial<CreateBucketCommandInput> = {}, at = s3) =>
    at.send(new CreateBucketCommand({ Bucket, ...more }));
  const inRegion = (LocationConstraint: string) => ({ CreateBucketConfiguration: { LocationConstraint } }) as object;
  const made: Attempt[] = [
    ["is one's own already", () => make(name), { code: "BucketAlreadyOwnedByYou", status: 409 }],
    [
      "is another account's of the organization",
      () => make("aldermoor-data-lake-prod-raw"),
      { code: "BucketAlreadyExists", status: 409 },
    ],
    ["is somebody's outside", () => make("northwind-partner-dropzone"), { code: "BucketAlreadyExists", status: 409 }],
    ["has capitals", () => make("Aldermoor-Capitals"), bad("InvalidBucketName")],
    ["is too short", () => make("ab"), bad("InvalidBucketName")],
    ["is an address", () => make("192.168.5.4"), bad("InvalidBucketName")],
    ["ends like an access point's", () => make("aldermoor-s3alias"), bad("InvalidBucketName")],
    [
      "ends like one of a namespace it is not in",
      () => make(`aldermoor-${accountId}-${region}-an`),
      bad("InvalidBucketName"),
    ],
    [
      "is to be elsewhere than it is asked for",
      () => make("aldermoor-elsewhere", inRegion("eu-central-1")),
      bad("IllegalLocationConstraintException"),
    ],
    ["is to be nowhere", () => make("aldermoor-nowhere", inRegion("mars-north-1")), bad("InvalidLocationConstraint")],
    [
      "has an access list for all",
      () => make("aldermoor-open", { ACL: "public-read" }),
      bad("InvalidBucketAclWithObjectOwnership"),
    ],
    [
      "has one for all and is blocked",
      () => make("aldermoor-open", { ACL: "public-read", ObjectOwnership: "ObjectWriter" }),
      denied,
    ],
  ];

  it.each(made)("make a bucket refused that %s", async (_, attempt, refused) => {
    expect(await refusal(attempt())).toMatchObject(refused);
  });

  it("may be said again in us-east-1, as from the first years", async () => {
    const virginia = clientsWith(model, "us-east-1", await ownerOf(model, "data-lake-dev")).s3;
    await make("aldermoor-virginia", {}, virginia);
    await make("aldermoor-virginia", {}, virginia);
  });

  it("keep it while access points lead to it", async () => {
    const { id } = accountNamed(model, "data-lake-prod");
    const [point] = model.world.accessPointsOf(id);
    const lake = clientsWith(model, point?.region ?? "", await ownerOf(model, "data-lake-prod")).s3;
    expect(await refusal(lake.send(new DeleteBucketCommand({ Bucket: point?.bucket })))).toMatchObject(
      bad("BucketHasAccessPointsAttached"),
    );
  });
});

describe("a call for a bucket of another region", () => {
  const credentials = { accessKeyId: "AKIAADMINISTRATOR000", secretAccessKey: "model" };
  const answer = (error: { name: string; $response: { statusCode: number; headers: Record<string, string> } }) => [
    error.name,
    error.$response.statusCode,
    error.$response.headers["x-amz-bucket-region"],
  ];

  it("is sent to that region", async () => {
    const virginia = clientsWith(model, "us-east-1").s3;
    const told = await virginia.send(new GetBucketVersioningCommand(on)).catch(answer);
    expect(told).toEqual(["PermanentRedirect", 301, region]);
    const head = await virginia.send(new HeadBucketCommand(on)).catch(answer);
    expect(head).toEqual([expect.any(String), 301, region]);
  });

  it("is told at the endpoint of all regions for which it has to be signed", async () => {
    const everywhere = new S3Client({
      region: "us-east-1",
      useGlobalEndpoint: true,
      credentials,
      maxAttempts: 1,
      requestHandler: new Transport({ url: model.url }),
    });
    expect(await refusal(everywhere.send(new GetBucketVersioningCommand(on)))).toMatchObject({
      ...bad("AuthorizationHeaderMalformed"),
      message: "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'",
    });
  });
});
