import { describe, expect, it } from "vitest";
import { decide } from "../iam/decide";
import { accessKeyFor, accountOfKey } from "./caller";
import { isPublicPolicy } from "./read-policy";
import { defaultWorld, World } from "./world";

const everything = (world: World) => ({
  tree: { ...world.tree, purposes: [...world.tree.purposes] },
  accessPoints: world.tree.accounts.flatMap(({ id }) => world.accessPointsOf(id)),
  buckets: world.tree.accounts.flatMap(({ id }) => world.bucketsOf(id)),
});

/** All of it as one text: thousands of buckets are compared at once. */
const told = (of: World): string => JSON.stringify(everything(of));

const world = new World();

describe("the world", () => {
  it("is the same from the same seed", () => {
    expect(told(new World({ ...defaultWorld })) === told(world)).toBe(true);
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
      [200, 100_001],
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
    const denied = buckets.filter(({ accountId, policy, name }) => {
      const role = `arn:aws:iam::${accountId}:role/${defaultWorld.readRole}`;
      const principal = { accountId, arns: [role] };
      const context = { "aws:principalarn": role, "aws:securetransport": "true" };
      const asked = { action: "s3:GetBucketPolicy", resource: `arn:aws:s3:::${name}`, principal, context };
      return policy !== null && decide([policy], asked) === "deny";
    });
    expect(denied).toHaveLength(3);
  });

  it("delivers access logs to buckets of the same account and region", () => {
    const logged = everything(world).buckets.filter(({ logging }) => logging !== null);
    expect(logged.length).toBeGreaterThan(0);
    for (const { logging, accountId, region } of logged) {
      expect(world.bucket(logging?.bucket ?? "")).toMatchObject({ accountId, region });
    }
  });

  it("makes a bucket the same whether it is asked for by name, in a list, or after many others", () => {
    const fresh = new World({ ...defaultWorld });
    const names = fresh.tree.accounts.flatMap(({ id }) => fresh.bucketNames(id));
    const other = names.filter((name) => JSON.stringify(fresh.bucket(name)) !== JSON.stringify(world.bucket(name)));
    expect(other).toEqual([]);
  });

  it("counts and lists what was made, deleted, and taken again by another account", () => {
    const changed = new World({ ...defaultWorld });
    const [first, second] = changed.tree.accounts.filter(({ id }) => changed.bucketNames(id).length > 3);
    const [name] = changed.bucketNames(first?.id ?? "");
    const bucket = changed.bucket(name ?? "");
    if (!first || !second || !bucket) return expect.fail("The world is empty.");
    changed.changeBucket(bucket.name, null);
    expect(changed.bucketCount).toBe(world.bucketCount - 1);
    expect(changed.bucketNames(first.id)).not.toContain(bucket.name);
    changed.changeBucket(bucket.name, { ...bucket, accountId: second.id });
    changed.changeBucket("made-up", { ...bucket, name: "made-up" });
    expect(changed.bucketCount).toBe(world.bucketCount + 1);
    expect(changed.bucketNames(first.id)).toContain("made-up");
    expect(changed.bucketNames(second.id)).toContain(bucket.name);
    const again = new World({ ...defaultWorld });
    again.restore(JSON.parse(JSON.stringify(changed.changes)));
    expect(told(again) === told(changed)).toBe(true);
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
});
