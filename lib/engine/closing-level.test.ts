import { describe, expect, test } from "vitest";
import type { PublicAccessBlock } from "@/lib/model/facts/public-access-block";
import { closingLevel, type ReadBlock, type ReadPolicy, tallyLevel, tallyPolicies } from "./closing-level";

const on: PublicAccessBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};
const off: PublicAccessBlock = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};
const acls: PublicAccessBlock = { ...off, blockPublicAcls: true, ignorePublicAcls: true };
const policies: PublicAccessBlock = { ...off, blockPublicPolicy: true, restrictPublicBuckets: true };
const all: ReadPolicy = { publicAccessBlock: "all", valid: true };
const none: ReadPolicy = { publicAccessBlock: "none", valid: true };
const invalid: ReadPolicy = { publicAccessBlock: "all", valid: false };

describe("the level that closes a bucket", () => {
  test.each<[string, ReadPolicy, ReadBlock, ReadBlock, string]>([
    ["the organization, before every level below it", all, on, on, "organization"],
    ["the organization, where nothing below it was read", all, undefined, undefined, "organization"],
    ["the account, where no policy arrives", null, on, null, "account"],
    ["the account, where the policy says nothing of it", { publicAccessBlock: null, valid: true }, on, off, "account"],
    ["the account, where an invalid policy does nothing", invalid, on, off, "account"],
    ["a level above it, where the policy was not read", undefined, on, off, "above"],
    ["the account, whatever an unread bucket says", null, on, undefined, "account"],
    ["the bucket", null, off, on, "bucket"],
    ["the bucket, where the levels above were not read", undefined, undefined, on, "bucket"],
    ["the bucket, where the organization takes the block away", none, off, on, "bucket"],
    ["account and bucket between them", null, acls, policies, "together"],
    ["nothing, where a setting is off at both", null, acls, acls, "nothing"],
    ["nothing, where nothing is configured", null, null, null, "nothing"],
    ["nothing, where the organization says none", none, null, null, "nothing"],
    ["unknown, where the account was not read and the bucket is open", null, undefined, off, "unknown"],
    ["unknown, where the bucket was not read and the account is open", null, off, undefined, "unknown"],
  ])("%s", (_, policy, account, bucket, closer) => {
    expect(closingLevel({ policy, account, bucket })).toBe(closer);
  });

  test("an unread level never turns into nothing: it closes, or nobody knows", () => {
    const blocks: ReadBlock[] = [undefined, null, off, acls, on];
    for (const policy of [undefined, null, none, all]) {
      for (const known of blocks) {
        expect(closingLevel({ policy, account: undefined, bucket: known })).not.toBe("nothing");
        expect(closingLevel({ policy, account: known, bucket: undefined })).not.toBe("nothing");
      }
    }
  });
});

describe("a tally of a level", () => {
  test("keeps all, some, none, not configured and unknown apart", () => {
    const tally = tallyLevel([
      { block: on, n: 5 },
      { block: acls, n: 4 },
      { block: off, n: 3 },
      { block: null, n: 2 },
      { block: undefined, n: 1 },
    ]);
    expect(tally).toMatchObject({ all: 5, some: 4, none: 3, not_configured: 2, unknown: 1 });
  });

  test("counts each setting of those that were read, and not configured as off", () => {
    const { settings } = tallyLevel([
      { block: on, n: 5 },
      { block: acls, n: 4 },
      { block: null, n: 2 },
      { block: undefined, n: 9 },
    ]);
    expect(settings.ignorePublicAcls).toEqual({ on: 9, off: 2 });
    expect(settings.restrictPublicBuckets).toEqual({ on: 5, off: 6 });
  });

  test("of policies counts one that says none apart from one that says nothing", () => {
    expect(tallyPolicies([all, all, none, null, invalid, undefined])).toMatchObject({
      all: 2,
      some: 0,
      none: 1,
      not_configured: 2,
      unknown: 1,
      settings: { blockPublicPolicy: { on: 2, off: 3 } },
    });
  });
});
