import { describe, expect, it } from "vitest";
import { accessKeyFor, accountOfKey } from "./caller";
import { deniesPrincipal, isPublicPolicy } from "./read-policy";
import { defaultWorld, World } from "./world";

const everything = (world: World) => ({
  tree: { ...world.tree, purposes: [...world.tree.purposes] },
  accessPoints: world.accessPoints,
  buckets: world.tree.accounts.flatMap(({ id }) => world.bucketsOf(id)),
});

const world = new World();

describe("the world", () => {
  it("is the same from the same seed", () => {
    expect(everything(new World({ ...defaultWorld }))).toEqual(everything(world));
  });

  it("is another from another seed", () => {
    const other = new World({ ...defaultWorld, seed: "elsewhere" });
    expect(other.tree.organizationId).not.toBe(world.tree.organizationId);
    expect(other.tree.accounts.map(({ id }) => id)).not.toEqual(world.tree.accounts.map(({ id }) => id));
    expect(everything(other).buckets.map(({ policy }) => policy)).not.toEqual(
      everything(world).buckets.map(({ policy }) => policy),
    );
  });

  it("has as many accounts and buckets as it was asked for, whatever the number", () => {
    for (const [accounts, buckets] of [
      [1, 3],
      [7, 50],
      [40, 800],
      [90, 1000],
    ] as const) {
      const made = new World({ ...defaultWorld, accounts, buckets });
      expect(made.tree.accounts).toHaveLength(accounts);
      expect(new Set(made.tree.accounts.map(({ id }) => id)).size).toBe(accounts);
      expect(made.bucketCount).toBe(buckets);
    }
  });

  it("names buckets and accounts as AWS allows", () => {
    for (const { name } of everything(world).buckets) {
      expect(name).toMatch(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
    }
    for (const { id } of world.tree.accounts) expect(id).toMatch(/^[1-9]\d{11}$/);
  });

  it("has buckets that are public, buckets a level above keeps in, and buckets that deny the auditor", () => {
    const { buckets } = everything(world);
    const accountOf = (id: string) => world.account(id) ?? expect.fail(`${id} is no account.`);
    const open = buckets.filter(({ policy, block }) => block === null && isPublicPolicy(policy));
    const saved = open.filter(({ accountId }) => world.effectiveBlock(accountOf(accountId))?.RestrictPublicBuckets);
    expect(saved.length).toBeGreaterThan(0);
    expect(open.length).toBeGreaterThan(saved.length);
    const closed = buckets.filter(({ accountId, policy }) =>
      deniesPrincipal(policy, "s3:GetBucketPolicy", `arn:aws:iam::${accountId}:role/${defaultWorld.readRole}`),
    );
    expect(closed.length).toBeGreaterThan(0);
  });

  it("delivers access logs to buckets of the same account and region", () => {
    const logged = everything(world).buckets.filter(({ logging }) => logging !== null);
    expect(logged.length).toBeGreaterThan(0);
    for (const { logging, accountId, region } of logged) {
      expect(world.bucket(logging?.bucket ?? "")).toMatchObject({ accountId, region });
    }
  });

  it("keeps an account's own block while the organization's is in force", () => {
    const account = world.tree.accounts.find(({ block, ...one }) => block === null && world.s3PolicyOf(one as never));
    if (!account) return expect.fail("No account without a block is under an S3 policy.");
    expect(world.effectiveBlock(account)).toMatchObject({ RestrictPublicBuckets: true });
    expect(account.block).toBeNull();
  });
});

describe("a key of a session", () => {
  it("carries its account", () => {
    for (const { id } of world.tree.accounts) expect(accountOfKey(accessKeyFor(id))).toBe(id);
  });

  it("is told from a key of another kind", () => {
    expect(accountOfKey("AKIAIOSFODNN7EXAMPLE")).toBeUndefined();
    expect(accountOfKey("")).toBeUndefined();
  });
});

describe("a policy", () => {
  const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
  const allow = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };

  it("is public where it allows anyone without a fixed condition", () => {
    expect(isPublicPolicy(null)).toBe(false);
    expect(isPublicPolicy(policy(allow))).toBe(true);
    expect(isPublicPolicy(policy({ ...allow, Principal: { AWS: ["*"] } }))).toBe(true);
    expect(isPublicPolicy(policy({ ...allow, Principal: { AWS: "111122223333" } }))).toBe(false);
    expect(isPublicPolicy(policy({ ...allow, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }))).toBe(
      false,
    );
    expect(isPublicPolicy(policy({ ...allow, Condition: { StringLike: { "aws:PrincipalArn": "*" } } }))).toBe(true);
    expect(isPublicPolicy(policy({ ...allow, Condition: { Bool: { "aws:SecureTransport": "true" } } }))).toBe(true);
  });

  it("denies everyone but whom it excepts", () => {
    const vault = policy({
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/Vault*" } },
    });
    expect(deniesPrincipal(vault, "s3:GetBucketPolicy", "arn:aws:iam::1:role/Reader")).toBe(true);
    expect(deniesPrincipal(vault, "s3:GetBucketPolicy", "arn:aws:iam::1:role/VaultKeeper")).toBe(false);
    expect(deniesPrincipal(null, "s3:GetBucketPolicy", "arn:aws:iam::1:role/Reader")).toBe(false);
  });
});
