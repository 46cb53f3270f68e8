import { describe, expect, it } from "vitest";
import { checkPolicy, type Owner, widerThan } from "./check";

const owner: Owner = {
  kind: "bucket",
  account: "111122223333",
  organization: "o-aldermoor1",
  trusted: ["222233334444"],
};
const policy = (...statements: object[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((one) => ({
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::reports/*",
      ...one,
    })),
  });
const to = (account: string) => policy({ Principal: { AWS: account } });

describe("breakwater policy check", () => {
  it.each([
    ["the owner's own account", to("111122223333")],
    ["a trusted account", to("arn:aws:iam::222233334444:role/reader")],
    [
      "the organization",
      policy({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-aldermoor1" } } }),
    ],
    ["nobody: it only denies", policy({ Principal: "*", Effect: "Deny" })],
  ])("finds nothing against %s", (_, text) => {
    expect(checkPolicy(text, owner)).toEqual([]);
  });

  it("says which statement is public, by which of AWS's rules", () => {
    const [first, ...more] = checkPolicy(policy({ Sid: "Site", Principal: "*" }), owner);
    expect(first).toMatchObject({
      what: "public",
      says: expect.stringMatching(/^"Site" is public: .*Rule 1: .*https:/),
    });
    expect(more).toEqual([]);
  });

  it("says who is let in from outside, with a request that shows it", () => {
    expect(checkPolicy(to("444455556666"), owner)).toMatchObject([
      { what: "outside", says: expect.stringMatching(/^Account 444455556666 is let in .*s3:GetObject of reports\//) },
    ]);
    expect(checkPolicy(policy({ Principal: { Service: "cloudtrail.amazonaws.com" } }), owner)).toMatchObject([
      { what: "outside" },
    ]);
  });

  it("does not pass what cannot be decided, or would not be stored", () => {
    const unclear = policy({
      Principal: "*",
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } },
    });
    expect(checkPolicy(unclear, owner).map(({ what }) => what)).toContain("undetermined");
    expect(checkPolicy("{", owner)).toMatchObject([{ what: "invalid", says: "At document: it is not JSON." }]);
    expect(checkPolicy(policy({ Principal: "reader" }), owner).map(({ what }) => what)).toContain("invalid");
  });

  it("judges an access point's policy as AWS does", () => {
    const text = policy({ Principal: "*", Resource: "arn:aws:s3:eu-west-1:111122223333:accesspoint/door/object/*" });
    expect(checkPolicy(text, { ...owner, kind: "access-point" })).toMatchObject([{ what: "public" }]);
  });
});

describe("breakwater policy check --against", () => {
  const narrow = policy({ Principal: { AWS: "222233334444" } });

  it("finds nothing where the new policy allows no more", () => {
    expect(widerThan(narrow, narrow, "bucket")).toEqual([]);
    expect(widerThan(narrow, policy({ Principal: { AWS: "222233334444" }, Action: "s3:Get*" }), "bucket")).toEqual([]);
  });

  it("shows a request that only the new one allows", () => {
    const wide = policy({ Principal: { AWS: "222233334444" }, Action: ["s3:GetObject", "s3:PutObject"] });
    expect(widerThan(wide, narrow, "bucket")).toMatchObject([
      { what: "wider", says: expect.stringMatching(/^It allows what the older one does not: s3:PutObject of /) },
    ]);
  });

  it("says so where the two cannot be compared", () => {
    expect(widerThan("{", narrow, "bucket")).toMatchObject([{ what: "undetermined" }]);
  });
});
