import { describe, expect, test } from "vitest";
import type { AccessInput, Block, BlockLevel, Blocks, Grant, KnownBlock, Ownership } from "../input";
import { parsePolicy } from "../language/parse-policy";
import { aclIsPublic } from "./acl";
import { effectiveSetting } from "./block";
import { effectiveOf } from "./effective";

/** Every block there is: all sixteen settings of four, none at all, and one nobody could read. */
const blocks: KnownBlock[] = [
  "none",
  "unread",
  ...Array.from({ length: 16 }, (_, bits) => ({
    BlockPublicAcls: (bits & 1) > 0,
    IgnorePublicAcls: (bits & 2) > 0,
    BlockPublicPolicy: (bits & 4) > 0,
    RestrictPublicBuckets: (bits & 8) > 0,
  })),
];
const organizations = ["all", "none", "absent", "unread"] as const;
const ownerships = ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter", "unread"] as const;
const grant = (kind: "all-users" | "authenticated-users" | "log-delivery"): Grant => ({
  grantee: { kind },
  permission: "READ",
});
const acls: [acl: AccessInput["acl"], grants: boolean | "unread"][] = [
  [{ owner: "a", grants: [] }, false],
  [{ owner: "a", grants: [{ grantee: { kind: "canonical-user", id: "a" }, permission: "FULL_CONTROL" }] }, false],
  [{ owner: "a", grants: [grant("log-delivery")] }, false],
  [{ owner: "a", grants: [grant("log-delivery"), grant("all-users")] }, true],
  [{ owner: "a", grants: [grant("authenticated-users")] }, true],
  ["unread", "unread"],
];
const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };
const policyFor = (Principal: unknown) =>
  parsePolicy({ Version: "2012-10-17", Statement: { ...statement, Principal } }, "bucket");
const policies: [policy: AccessInput["policy"], isPublic: boolean | "unread"][] = [
  [null, false],
  [policyFor({ AWS: "111122223333" }), false],
  [policyFor("*"), true],
  ["unread", "unread"],
];

/** Three-valued logic in three lines, apart from the one under test. */
const or = (...all: unknown[]) => (all.includes(true) ? true : all.includes("unread") ? "unread" : false);
const no = (one: boolean | "unread") => (one === "unread" ? one : !one);
const and = (...all: (boolean | "unread")[]) => no(or(...all.map(no)));

const settingOf = (block: KnownBlock, name: keyof Block) =>
  block === "none" ? false : block === "unread" ? block : block[name];

/** What AWS's page says: the most restrictive of bucket and account, an organization's policy in the account's place. */
function told(at: Blocks, name: keyof Block): boolean | "unread" {
  const { organization } = at;
  const account =
    organization === "absent"
      ? settingOf(at.account, name)
      : organization === "unread"
        ? organization
        : organization === "all";
  return or(settingOf(at.accessPoint ?? "none", name), settingOf(at.bucket, name), account);
}

const plain = (answer: { kind: string; value?: boolean }) => (answer.kind === "known" ? answer.value : "unread");

const input = (change: Partial<AccessInput>): AccessInput => ({
  kind: "bucket",
  partition: "aws",
  bucket: "b",
  accountId: "444455556666",
  orgId: null,
  isManagementAccount: false,
  policy: null,
  acl: { owner: "a", grants: [] },
  ownership: "BucketOwnerEnforced",
  blocks: { bucket: "none", account: "none", organization: "absent" },
  rcps: [],
  trusted: { accounts: [], organizations: [] },
  ...change,
});

describe("the table of ACL, ownership and block, whole", () => {
  test.each(ownerships)(
    "with %s",
    (ownership: Ownership | "unread") => {
      let looked = 0;
      const wrong: unknown[] = [];
      for (const [acl, grants] of acls) {
        const disabled = ownership === "BucketOwnerEnforced";
        const isPublic = and(grants, ownership === "unread" ? "unread" : !disabled);
        expect(plain(aclIsPublic(acl, ownership))).toBe(isPublic);
        for (const [policy, policyIsPublic] of policies) {
          for (const bucket of blocks) {
            for (const account of blocks) {
              for (const organization of organizations) {
                const at: Blocks = { bucket, account, organization };
                const is = effectiveOf(input({ acl, ownership, policy, blocks: at }));
                const viaAcl = and(isPublic, no(told(at, "IgnorePublicAcls")));
                const restrict = told(at, "RestrictPublicBuckets");
                const expected = [viaAcl, or(viaAcl, and(policyIsPublic, no(restrict))), and(policyIsPublic, restrict)];
                const got = [is.effectivePublicViaAcl, is.effectivePublic, is.restrictedByBlock].map(plain);
                if (JSON.stringify(got) !== JSON.stringify(expected))
                  wrong.push({ acl, policyIsPublic, at, got, expected });
                looked++;
              }
            }
          }
        }
      }
      expect(wrong.slice(0, 3)).toEqual([]);
      expect(looked).toBe(acls.length * policies.length * blocks.length ** 2 * organizations.length);
    },
    60_000,
  );
});

test("an access point's block counts beside the others, for every combination of them", () => {
  for (const accessPoint of blocks) {
    for (const bucket of blocks) {
      for (const account of blocks) {
        for (const organization of organizations) {
          const at: Blocks = { accessPoint, bucket, account, organization };
          expect(plain(effectiveSetting(at, "RestrictPublicBuckets"))).toBe(told(at, "RestrictPublicBuckets"));
        }
      }
    }
  }
});

test.each<[Blocks, BlockLevel | null]>([
  [{ bucket: "none", account: "none", organization: "absent" }, null],
  [{ bucket: blocks.at(-1) ?? "none", account: "none", organization: "all" }, "bucket"],
  [{ bucket: "none", account: blocks.at(-1) ?? "none", organization: "absent" }, "account"],
  [{ bucket: "none", account: blocks.at(-1) ?? "none", organization: "all" }, "organization"],
  [{ bucket: "none", account: blocks.at(-1) ?? "none", organization: "none" }, null],
  [{ bucket: "unread", account: "unread", organization: "all" }, "organization"],
])("the level that keeps a public policy from having effect is named: %j", (at, level) => {
  expect(effectiveOf(input({ policy: policyFor("*"), blocks: at })).decidedBy).toBe(level);
});

test("turning a setting on never makes anything public that was not", () => {
  for (const [policy] of policies) {
    for (const [acl] of acls) {
      const publicWith = (bucket: KnownBlock) =>
        plain(
          effectiveOf(
            input({
              policy,
              acl,
              ownership: "ObjectWriter",
              blocks: { bucket, account: "none", organization: "absent" },
            }),
          ).effectivePublic,
        );
      for (const block of blocks) {
        if (typeof block === "string") continue;
        for (const name of Object.keys(block)) {
          if (publicWith(block) !== true) expect(publicWith({ ...block, [name]: true })).not.toBe(true);
        }
      }
    }
  }
});

test("a grant to a group AWS does not document is neither public nor not", () => {
  const grants: Grant[] = [
    { grantee: { kind: "other", text: "http://acs.amazonaws.com/groups/global/Neighbours" }, permission: "READ" },
  ];
  expect(aclIsPublic({ owner: null, grants }, "ObjectWriter").kind).toBe("undetermined");
  expect(aclIsPublic({ owner: null, grants: [...grants, grant("all-users")] }, "ObjectWriter")).toMatchObject({
    value: true,
  });
});
