import { describe, expect, it } from "vitest";
import { effectiveS3Policy } from "./effective-s3-policy";

const policy = (block: unknown) => ({
  document: JSON.stringify({ s3_attributes: { public_access_block_configuration: block } }),
});
const all = policy({ "@@assign": "all" });
const none = policy({ "@@assign": "none" });

describe("the effective S3 policy of an account", () => {
  it("is absent where nothing is attached on the path", () => {
    expect(effectiveS3Policy([[], [], []])).toBeNull();
  });

  it("comes down from any level above", () => {
    expect(effectiveS3Policy([[all], [], []])).toEqual({ publicAccessBlock: "all", valid: true });
    expect(effectiveS3Policy([[], [], [all]])).toEqual({ publicAccessBlock: "all", valid: true });
  });

  it("is what the lowest level assigns", () => {
    expect(effectiveS3Policy([[all], [none]])).toEqual({ publicAccessBlock: "none", valid: true });
  });

  it("cannot be changed below a level that allows no operator to its children", () => {
    const fixed = policy({ "@@operators_allowed_for_child_policies": ["@@none"], "@@assign": "all" });
    expect(effectiveS3Policy([[fixed], [none]])).toEqual({ publicAccessBlock: "all", valid: true });
  });

  it.each([
    "{",
    "[]",
    "{}",
    JSON.stringify({ s3_attributes: { public_access_block_configuration: { "@@assign": "some" } } }),
  ])("is invalid, not absent, where a document is %s", (document) => {
    expect(effectiveS3Policy([[{ document }]])).toEqual({ publicAccessBlock: null, valid: false });
  });
});
