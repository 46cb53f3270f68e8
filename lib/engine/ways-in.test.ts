import { describe, expect, it } from "vitest";
import type { PublicAccessBlock } from "@/lib/model/facts/public-access-block";
import { type WaysInFacts, waysIn } from "./ways-in";

const on: PublicAccessBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};
const onlyNew: PublicAccessBlock = { ...on, ignorePublicAcls: false, restrictPublicBuckets: false };
const publicAcl = {
  owner: "me",
  grants: [
    { grantee: "http://acs.amazonaws.com/groups/global/AllUsers", granteeType: "Group" as const, permission: "READ" },
  ],
};
const closed: WaysInFacts = {
  policyStatus: null,
  acl: { owner: "me", grants: [] },
  ownership: "BucketOwnerEnforced",
  publicAccessBlock: null,
  effectiveAccountPublicAccessBlock: null,
  effectiveS3Policy: null,
  accessPoints: [],
};
const outcomes = (facts: Partial<WaysInFacts>) =>
  waysIn({ ...closed, ...facts }).map(({ kind, outcome, decides }) => [kind, outcome, decides]);

describe("the ways into a bucket", () => {
  it("are none where nothing is offered to everyone", () => {
    expect(outcomes({})).toEqual([
      ["acl", "none", null],
      ["policy", "none", null],
    ]);
  });

  it("are open through a public policy nothing stops, and the bucket decides", () => {
    expect(outcomes({ policyStatus: { isPublic: true } })[1]).toEqual(["policy", "open", "bucket"]);
  });

  it("stay open where a block stops only what is new", () => {
    const facts = {
      policyStatus: { isPublic: true },
      publicAccessBlock: onlyNew,
      effectiveAccountPublicAccessBlock: onlyNew,
    };
    expect(outcomes(facts)[1]).toEqual(["policy", "open", "bucket"]);
  });

  it("are closed by the outermost level that closes them", () => {
    const open = { policyStatus: { isPublic: true } };
    expect(outcomes({ ...open, publicAccessBlock: on })[1]).toEqual(["policy", "closed", "bucket"]);
    expect(outcomes({ ...open, publicAccessBlock: on, effectiveAccountPublicAccessBlock: on })[1]?.[2]).toBe("account");
    expect(
      outcomes({
        ...open,
        effectiveAccountPublicAccessBlock: on,
        effectiveS3Policy: { publicAccessBlock: "all", valid: true },
      })[1]?.[2],
    ).toBe("organization");
  });

  it("are void through an access list where the owner enforces it", () => {
    expect(outcomes({ acl: publicAcl })[0]).toEqual(["acl", "closed", "bucket"]);
    expect(outcomes({ acl: publicAcl, ownership: "ObjectWriter" })[0]).toEqual(["acl", "open", "bucket"]);
  });

  it("lead through an access point of its own, unless it is only in a VPC", () => {
    const point = { name: "partner", publicAccessBlock: null, policyStatus: { isPublic: true } };
    expect(outcomes({ accessPoints: [{ ...point, origin: { network: "Internet" } }] })[2]).toEqual([
      "access_point",
      "open",
      "access_point",
    ]);
    expect(outcomes({ accessPoints: [{ ...point, origin: { network: "VPC" } }] })[2]?.[1]).toBe("none");
  });

  it("are unknown, not closed, where what would decide was not read", () => {
    expect(outcomes({ policyStatus: undefined })[1]?.[1]).toBe("unknown");
    expect(outcomes({ policyStatus: { isPublic: true }, publicAccessBlock: undefined })[1]?.[1]).toBe("unknown");
  });

  it("are none behind a level that stops everything, whatever is behind it", () => {
    expect(outcomes({ policyStatus: undefined, effectiveAccountPublicAccessBlock: on })[1]?.[1]).toBe("none");
  });
});
