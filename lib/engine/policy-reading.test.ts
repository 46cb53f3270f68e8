import { describe, expect, it } from "vitest";
import { readBucketPolicy } from "./policy-reading";

const bucket = { name: "claims-intake", partition: "aws", accountId: "111122223333" };
const arn = "arn:aws:s3:::claims-intake";
const both = [arn, `${arn}/*`];

const read = (statements: object[], status?: boolean) =>
  readBucketPolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), bucket, status);
const words = (statement: object) => read([statement]).statements[0];

const allow = (more: object) => ({
  Effect: "Allow",
  Principal: "*",
  Action: "s3:GetObject",
  Resource: both[1],
  ...more,
});
const deny = (more: object) => ({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: both, ...more });
const when = (operator: string, key: string, value: string | string[]) => ({
  Condition: { [operator]: { [key]: value } },
});

describe("a statement of a bucket policy, in words", () => {
  it.each([
    ["everyone", allow({}), "public", "Public", "Principal"],
    ["a key that restricts nobody", allow(when("StringEquals", "aws:Referer", "x")), "public", "Public", "aws:Referer"],
    [
      "the organization",
      allow(when("StringEquals", "aws:PrincipalOrgID", "o-1")),
      "closed",
      "Inside the organization",
      "aws:PrincipalOrgID",
    ],
    [
      "a network",
      allow(when("StringEquals", "aws:SourceVpce", "vpce-1")),
      "closed",
      "From one network",
      "aws:SourceVpce",
    ],
    ["named accounts", allow({ Principal: { AWS: "444455556666" } }), "closed", "Named callers", null],
    [
      "what AWS does not say",
      allow(when("ArnLike", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/*")),
      "undetermined",
      "May be public",
      "aws:PrincipalArn",
    ],
    ["plain HTTP", deny(when("Bool", "aws:SecureTransport", "false")), "demand", "Denies plain HTTP", null],
    [
      "plain HTTP, in part",
      deny({ ...when("Bool", "aws:SecureTransport", "false"), Action: "s3:GetObject" }),
      "plain",
      "Denies plain HTTP in part",
      null,
    ],
    ["old TLS", deny(when("NumericLessThan", "s3:TlsVersion", "1.2")), "demand", "Denies old TLS", null],
    ["everything", deny({}), "harm", "Locks the owner out", null],
    ["deleting", deny({ Action: "s3:DeleteObject", Resource: both[1] }), "plain", "Denies", null],
    [
      "other organizations",
      deny(when("StringNotEquals", "aws:PrincipalOrgID", "o-1")),
      "demand",
      "Keeps others out",
      null,
    ],
  ])("%s", (_, statement, kind, word, decides) => {
    expect(words(statement)).toMatchObject({ kind, word, decides });
    expect(words(statement)?.says).toMatch(/^([A-Z]|aws:).*\.$/);
  });

  it("names AWS's rule where one decides", () => {
    expect(words(allow({}))?.rule).toMatchObject({
      source: expect.stringContaining("access-control-block-public-access"),
    });
    expect(words(deny({}))?.rule).toBeNull();
  });

  it("keeps its own text", () => {
    const statement = allow({ Sid: "Site" });
    const reading = words(statement);
    expect(reading?.name).toBe('"Site"');
    expect(JSON.parse(reading?.text ?? "")).toEqual(statement);
  });
});

describe("a policy as a whole", () => {
  it("tells where AWS's answer is another than its rules", () => {
    expect(read([allow({})], true).disagreement).toBeNull();
    expect(read([allow({})], undefined).disagreement).toBeNull();
    expect(read([allow({})], false).disagreement).toContain("AWS calls the policy not public");
  });

  it.each(["{", "[]", '{"Statement":[],"Statement":[]}', "null", '"x"', `{"Statement":"${"x".repeat(70_000)}"}`])(
    "that cannot be read says so: %.40s",
    (text) => {
      const reading = readBucketPolicy(text, bucket, undefined);
      expect(reading.statements).toEqual([]);
      expect(reading.unread).toMatch(/^At .+\.$/);
    },
  );
});
