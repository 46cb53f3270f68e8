import { describe, expect, it } from "vitest";
import { type AccessFacts, accessInput } from "./access-input";
import { accessMap } from "./access-map";

const bucket = { name: "reports", arn: "arn:aws:s3:::reports", accountId: "111122223333" };
const members = { id: "o-aldermoor1", managementAccountId: "999988887777", accounts: ["111122223333", "222233334444"] };
const owner = "f".repeat(64);
const nothing: AccessFacts = {
  policy: null,
  acl: { owner, grants: [] },
  ownership: "BucketOwnerEnforced",
  publicAccessBlock: null,
  effectiveAccountPublicAccessBlock: null,
  resourceControlPolicies: [],
  members,
};
const on = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true };
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
const map = (facts: AccessFacts) => accessMap(accessInput(bucket, { ...nothing, ...facts }));
const everyone = { Sid: "Site", Principal: "*" };
const partner = { Sid: "Partner", Principal: { AWS: "444455556666" }, Action: ["s3:PutObject", "s3:GetObject"] };

describe("who can reach a bucket", () => {
  it("is nobody by a policy that is not there", () => {
    expect(map({})).toEqual({ reaches: [], void: [], unread: [] });
  });

  it("is told by party, everyone first, with what each may do and by which statement", () => {
    const { reaches } = map({ policy: policy(partner, everyone) });
    expect(reaches[0]).toMatchObject({ place: "everyone", access: { read: "yes", write: "no" } });
    expect(reaches.find(({ place }) => place === "outside")).toMatchObject({
      party: { kind: "account", account: "444455556666" },
      access: { list: "no", read: "yes", write: "yes", permissions: "no" },
    });
  });

  it("tells the organization's own accounts from others, and says so where it cannot", () => {
    const text = policy({ Principal: { AWS: "222233334444" } });
    const place = (facts: AccessFacts) => map({ policy: text, ...facts }).reaches[0]?.place;
    expect(place({})).toBe("organization");
    expect(place({ members: undefined })).toBe("unknown");
  });

  it("tells anyone who meets conditions from anyone at all", () => {
    const fromOffices = { ...everyone, Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } };
    expect(map({ policy: policy(fromOffices) }).reaches[0]).toMatchObject({
      party: { kind: "anonymous" },
      place: "conditional",
    });
  });

  it("leaves out whom a level stops, and says which", () => {
    const blocked = map({ policy: policy(everyone), publicAccessBlock: on });
    expect(new Set(blocked.reaches.map(({ place }) => place))).not.toContain("everyone");
    const { reaches, void: idle } = map({
      policy: policy(partner, { ...everyone, Sid: "Shut", Effect: "Deny", Action: "*" }),
    });
    expect(reaches).toEqual([]);
    expect(idle).toEqual([{ by: { policy: "bucket", index: 0, sid: "Partner" }, blockedBy: ["deny"] }]);
  });

  it("reads the access list, unless it is off", () => {
    const grants = [{ grantee: "a".repeat(64), granteeType: "CanonicalUser" as const, permission: "READ" }];
    const acl = { owner, grants };
    expect(map({ acl, ownership: "ObjectWriter" }).reaches).toMatchObject([
      { place: "unknown", access: { list: "yes" }, by: [{ policy: "acl" }] },
    ]);
    expect(map({ acl }).reaches).toEqual([]);
    expect(map({ acl }).void).toMatchObject([{ blockedBy: ["ownership"] }]);
  });

  it.each([
    ["policy", { policy: undefined }],
    ["access list", { acl: undefined, ownership: "ObjectWriter" as const }],
  ])("is not known where the %s could not be read", (what, facts) => {
    expect(map(facts).unread.join(" ")).toContain(what);
  });

  it("is not known where the policy is broken", () => {
    const { reaches, unread } = map({ policy: '{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*"' });
    expect(reaches).toEqual([]);
    expect(unread.length).toBeGreaterThan(0);
  });
});
