import { CreateBucketCommand, PutBucketAclCommand, PutBucketPolicyCommand, type S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { accountNamed, clientsWith, refusal } from "@/testing/model-clients";
import { ownerOf } from "./smoke/owner";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import type { Block, Bucket } from "./world/configuration";

const region = "eu-west-1";
const name = "aldermoor-refusals";
const on = { Bucket: name };
const arn = `arn:aws:s3:::${name}`;
const logDelivery = "http://acs.amazonaws.com/groups/s3/LogDelivery";
const open: Block = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

let model: RunningModelOrg;
let s3: S3Client;
let accountId: string;
let bare: Bucket;

beforeAll(async () => {
  model = await startModelOrg();
  accountId = accountNamed(model, "data-lake-dev").id;
  ({ s3 } = clientsWith(model, region, await ownerOf(model, "data-lake-dev")));
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  const made = model.world.bucket(name) ?? expect.fail("No bucket was made.");
  bare = { ...made, block: null, ownership: "ObjectWriter", tags: null };
});

/** Every test begins with a bucket that nothing is configured of, in an account without a block. */
beforeEach(() => {
  model.world.changeBucket(name, bare);
  model.world.changeAccount({ ...accountNamed(model, "data-lake-dev"), block: null });
});

afterAll(async () => {
  await model.stop();
});

const having = (change: Partial<Bucket>) => model.world.changeBucket(name, { ...bare, ...change });

/** Another bucket, as somebody left it. @returns its ARN */
function another(called: string, change: Partial<Bucket> = {}): string {
  model.world.changeBucket(called, { ...bare, name: called, ...change });
  return `arn:aws:s3:::${called}`;
}

const denied = { code: "AccessDenied", status: 403 };
const bad = (code: string) => ({ code, status: 400 });

const allow = (change: object = {}) => ({
  Effect: "Allow",
  Principal: { AWS: "111122223333" },
  Action: "s3:GetObject",
  Resource: `${arn}/*`,
  ...change,
});
const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const putPolicy = (Policy: string) => s3.send(new PutBucketPolicyCommand({ ...on, Policy }));

describe("a block of public access", () => {
  const publicPolicy = () => putPolicy(document(allow({ Principal: "*" })));
  const publicAcl = () => s3.send(new PutBucketAclCommand({ ...on, ACL: "public-read" }));
  type Level = [where: string, set: (block: Block) => void];
  const levels: Level[] = [
    ["the bucket", (block) => having({ block })],
    ["the account", (block) => model.world.changeAccount({ ...accountNamed(model, "data-lake-dev"), block })],
  ];

  it.each(levels)(
    "of %s keeps public policies and access lists from being written, each by its setting",
    async (_, set) => {
      set({ ...open, BlockPublicPolicy: true });
      expect(await refusal(publicPolicy())).toMatchObject({
        ...denied,
        message: expect.stringContaining("BlockPublicPolicy"),
      });
      await publicAcl();
      model.world.changeBucket(name, bare);
      set({ ...open, BlockPublicAcls: true });
      expect(await refusal(publicAcl())).toMatchObject({
        ...denied,
        message: expect.stringContaining("BlockPublicAcls"),
      });
      await publicPolicy();
    },
  );

  it("of the organization does, whatever the account's own says", async () => {
    const { id } = accountNamed(model, "shared-services");
    const own = model.world.account(id) ?? expect.fail("It is gone.");
    expect(own.block).toBeNull();
    const Bucket = "aldermoor-refusals-shared";
    another(Bucket, { accountId: id });
    const there = clientsWith(model, region, await ownerOf(model, "shared-services")).s3;
    const Policy = document(allow({ Principal: "*", Resource: `arn:aws:s3:::${Bucket}/*` }));
    expect(await refusal(there.send(new PutBucketPolicyCommand({ Bucket, Policy })))).toMatchObject(denied);
    expect(await refusal(there.send(new PutBucketAclCommand({ Bucket, ACL: "public-read" })))).toMatchObject(denied);
  });

  it("does not keep from writing what is not public", async () => {
    having({ block: { ...open, BlockPublicAcls: true, BlockPublicPolicy: true } });
    await putPolicy(document(allow()));
    await s3.send(new PutBucketAclCommand({ ...on, GrantWrite: `uri="${logDelivery}"` }));
  });
});

describe("a policy", () => {
  const principal = "Invalid principal in policy";
  const policies: [fault: string, policy: () => string, message: string][] = [
    ["is no JSON", () => "{not json", "Policies must be valid JSON and the first byte must be '{'"],
    ["is a list", () => "[]", "Policies must be valid JSON and the first byte must be '{'"],
    ["has no statement", () => JSON.stringify({ Version: "2012-10-17" }), "Missing required field Statement"],
    ["is empty", () => document(), "Could not parse the policy: Statement is empty!"],
    ["is of another version", () => JSON.stringify({ Version: "2020-01-01", Statement: [allow()] }), "version"],
    ["has a field nobody knows", () => document(allow({ Condtion: {} })), "Unknown field Condtion"],
    ["has another effect", () => document(allow({ Effect: "Permit" })), "Invalid effect: Permit"],
    ["names nobody", () => document(allow({ Principal: undefined })), "Missing required field Principal"],
    ["names an account that is none", () => document(allow({ Principal: { AWS: "12345" } })), principal],
    ["names all roles", () => document(allow({ Principal: { AWS: `arn:aws:iam::${accountId}:role/*` } })), principal],
    [
      "names a role that is gone",
      () => document(allow({ Principal: { AWS: `arn:aws:iam::${accountId}:role/gone` } })),
      principal,
    ],
    ["names a word", () => document(allow({ Principal: "everyone" })), principal],
    [
      "allows all but somebody",
      () => document(allow({ Principal: undefined, NotPrincipal: { AWS: "111122223333" } })),
      "NotPrincipal",
    ],
    ["is about another service", () => document(allow({ Action: "ec2:RunInstances" })), "Policy has invalid action"],
    [
      "is about another bucket",
      () => document(allow({ Resource: "arn:aws:s3:::another-bucket/*" })),
      "Policy has invalid resource",
    ],
    ["is about every bucket", () => document(allow({ Resource: "arn:aws:s3:::*" })), "Policy has invalid resource"],
    [
      "allows to read objects of the bucket itself",
      () => document(allow({ Resource: arn })),
      "Action does not apply to any resource(s) in statement",
    ],
    [
      "allows to list objects",
      () => document(allow({ Action: "s3:ListBucket" })),
      "Action does not apply to any resource(s) in statement",
    ],
  ];

  it.each(policies)("is refused that %s", async (_, policy, message) => {
    expect(await refusal(putPolicy(policy()))).toMatchObject({
      ...bad("MalformedPolicy"),
      message: expect.stringContaining(message),
    });
    expect(model.world.bucket(name)?.policy).toBeNull();
  });

  it("is refused above 20 KB, and taken just below", async () => {
    const long = (length: number) => {
      const filled = (Sid: string) => document(allow({ Sid }));
      return filled("a".repeat(length - filled("").length));
    };
    await putPolicy(long(20 * 1024));
    expect(await refusal(putPolicy(long(20 * 1024 + 1)))).toMatchObject(bad("PolicyTooLarge"));
  });

  it.each([
    [
      "for a bucket and its objects together",
      allow({ Action: ["s3:GetObject", "s3:ListBucket"], Resource: [arn, `${arn}/*`] }),
    ],
    [
      "that denies all but somebody",
      { Effect: "Deny", NotPrincipal: { AWS: "111122223333" }, Action: "s3:*", Resource: `${arn}/*` },
    ],
    ["for a service", allow({ Principal: { Service: "cloudtrail.amazonaws.com" }, Action: "s3:PutObject" })],
    [
      "for a role in an account nobody here knows",
      allow({ Principal: { AWS: "arn:aws:iam::111122223333:role/theirs" } }),
    ],
  ])("is taken %s", async (_, statement) => {
    await putPolicy(document(statement));
  });
});
