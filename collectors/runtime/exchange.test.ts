import { describe, expect, test } from "vitest";
import { reasonOf } from "./classify";
import { expectRoot } from "./exchange";

const answered = (root: string | undefined) => ({ calls: 1, root });

describe("an answer", () => {
  test("is the call's with the root AWS documents, or with the call's own name however it ends", () => {
    expectRoot(answered("PolicyStatus"), "PolicyStatus");
    expectRoot(answered("ListAccessPointsResponse"), "ListAccessPointsResult");
    expectRoot(answered("GetBucketVersioningResponse"), ["VersioningConfiguration", "GetBucketVersioningResult"]);
  });

  test.each([
    ["ListBucketResult", "PolicyStatus"],
    ["ListBucketResult", "ListBucketsResult"],
    ["ListAllMyBucketsResult", "ListAccessPointsResult"],
    ["GetBucketAclResponse", ["VersioningConfiguration", "GetBucketVersioningResult"]],
    ["html", "Tagging"],
    [undefined, "Tagging"],
  ] as const)("with the root %s is none to a call that expects %s", (root, expected) => {
    let thrown: unknown;
    try {
      expectRoot(answered(root), expected);
    } catch (error) {
      thrown = error;
    }
    expect(reasonOf(thrown)).toBe("unexpected_answer");
  });
});
