import { expect, test } from "vitest";
import { parsePolicy } from "../language/parse-policy";
import { s3Actions } from "../language/s3-actions.gen";
import { policyIsPublic } from "./policy-is-public";
import { publicAccess, publicSettings } from "./public-access";

const allow = (more: object) => ({ Effect: "Allow", Principal: "*", Resource: "*", ...more });
const parsed = (...Statement: object[]) => parsePolicy({ Version: "2012-10-17", Statement }, "bucket");
const accessOf = (...statements: object[]) => {
  const policy = parsed(...statements);
  const access = publicAccess(policy, policyIsPublic(policy));
  return access.kind === "known" ? access.value.join(" ") : access.kind;
};

test.each<[object, string]>([
  [{ Action: "s3:GetObject" }, "read"],
  [{ Action: "S3:getobject" }, "read"],
  [{ Action: ["s3:GetObjectTagging", "s3:GetObjectVersionAcl"] }, "read"],
  [{ Action: "s3:Get*" }, "read"],
  [{ Action: "s3:List*" }, "list"],
  [{ Action: ["s3:ListBucket", "s3:ListBucketVersions"] }, "list"],
  [{ Action: "s3:ListBucketMultipartUploads" }, "list"],
  [{ Action: "s3:PutObject" }, "write"],
  [{ Action: ["s3:DeleteObject", "s3:AbortMultipartUpload", "s3:RestoreObject"] }, "write"],
  [{ Action: ["s3:PutObjectTagging", "s3:PutObjectRetention", "s3:BypassGovernanceRetention"] }, "write"],
  [{ Action: ["s3:ReplicateObject", "s3:ReplicateDelete"] }, "write"],
  [{ Action: "s3:PutObjectAcl" }, "permissions"],
  [{ Action: ["s3:PutBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketOwnershipControls"] }, "permissions"],
  [{ Action: ["s3:PutEncryptionConfiguration", "s3:PutBucketPublicAccessBlock"] }, "permissions"],
  [{ Action: "s3:ObjectOwnerOverrideToBucketOwner" }, "permissions"],
  [{ Action: "s3:Put*" }, "permissions write"],
  [{ Action: "s3:*Object" }, "read write"],
  [{ Action: "*" }, "list permissions read write"],
  [{ Action: "s3:*" }, "list permissions read write"],
  [{ Action: "s?:*" }, "list permissions read write"],
  [{ NotAction: ["s3:Put*", "s3:Delete*"] }, "list permissions read write"],
  [{ NotAction: ["s3:Get*", "s3:List*"] }, "permissions write"],
  [{ Action: "s3:GetBucketLocation" }, ""],
  [{ Action: "sqs:SendMessage" }, ""],
  [{ Action: "s3:NewThing" }, "undetermined"],
  [{ Action: ["s3:NewThing", "s3:*"] }, "list permissions read write"],
])("%j lets everybody %s", (actions, expected) => {
  expect(accessOf(allow(actions))).toBe(expected);
});

test("only public statements count", () => {
  const account = { ...allow({ Action: "s3:*" }), Principal: { AWS: "111122223333" } };
  expect(accessOf(allow({ Action: "s3:GetObject" }), account)).toBe("read");
  expect(accessOf(account)).toBe("");
});

test("a statement that may be public counts where it would add nothing, and leaves it open where it would", () => {
  const unclear = (Action: string) => ({
    ...allow({ Action }),
    Principal: { Federated: "arn:aws:iam::1:saml-provider/x" },
  });
  expect(accessOf(allow({ Action: "s3:GetObject" }), unclear("s3:GetObjectVersion"))).toBe("read");
  expect(accessOf(allow({ Action: "s3:GetObject" }), unclear("s3:PutObject"))).toBe("undetermined");
  expect(accessOf(unclear("s3:GetObject"))).toBe("undetermined");
});

test("settings of the bucket are of no class, and are told apart", () => {
  const policy = parsed(allow({ Action: ["s3:GetBucketLocation", "s3:PutBucketVersioning"] }));
  expect([...publicSettings(policy, policyIsPublic(policy))].sort()).toEqual(["read", "write"]);
});

test("every action of the table stands in it once, with a level AWS has", () => {
  expect(new Set(s3Actions.map(([name]) => name)).size).toBe(s3Actions.length);
  for (const [, level] of s3Actions)
    expect(level).toMatch(/^(?:List|Read|Write|(?:Tagging|Permissions management), Write)$/);
});
