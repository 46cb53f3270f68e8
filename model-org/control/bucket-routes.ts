import { z } from "zod";
import { Refused } from "../refused";
import type { Bucket } from "../world/configuration";
import type { World } from "../world/world";
import { accountCalled, bucketCalled, regionCalled } from "./find";
import { Paging, pageAfter } from "./page";
import type { Route } from "./route";

const Which = z.object({
  ...Paging,
  account: z.string({ error: "Say of which account: ?account=." }),
  q: z.string().optional(),
});

const members = [
  "region",
  "accountId",
  "createdAt",
  "block",
  "encryption",
  "policy",
  "grants",
  "ownership",
  "logging",
  "versioning",
  "abac",
  "tags",
  "website",
  "settings",
] as const satisfies readonly (keyof Bucket)[];

/** The buckets: looked at, and changed behind AWS's back. */
export const bucketRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/buckets",
    says: "the buckets of an account by name: ?account=&q=&after=&limit=",
    answer({ world }, { query }) {
      const { account, q = "", ...paging } = Which.parse(query);
      const names = world.bucketNames(accountCalled(world, account).id).filter((name) => name.includes(q));
      const { items, next } = pageAfter(names, (name) => name, paging);
      const buckets = items.flatMap((name) => world.bucket(name) ?? []);
      return {
        buckets: buckets.map(({ name, region, accountId }) => ({ name, region, accountId })),
        ...(next ? { next } : {}),
      };
    },
  },
  {
    method: "GET",
    path: "/buckets/:name",
    says: "one bucket, as it is configured",
    answer: ({ world }, { params: { name = "" } }) => bucketCalled(world, name),
  },
  {
    method: "POST",
    path: "/buckets/:name",
    says: `changes what is given of a bucket, or makes it: {${members.join(", ")}}`,
    answer: ({ world }, { params: { name = "" }, given }) => putBucket(world, name, patchOf(given)),
  },
  {
    method: "DELETE",
    path: "/buckets/:name",
    says: "takes a bucket away, without a call",
    answer({ world }, { params: { name = "" } }) {
      world.changeBucket(bucketCalled(world, name).name, null);
      return {};
    },
  },
];

/** The world's own shape: a test or a demonstration that sends another means something else. */
function patchOf(given: unknown): Partial<Bucket> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new Refused(400, "A change of a bucket is an object of its members.");
  }
  const known: ReadonlySet<string> = new Set(["name", ...members]);
  const wrong = Object.keys(given).filter((member) => !known.has(member));
  if (wrong.length > 0) throw new Refused(400, `A bucket has no ${wrong.join(", ")}: it has ${members.join(", ")}.`);
  // Safe as far as its members go; their insides are the world's own shape.
  return given as Partial<Bucket>;
}

/** Changes what is given; a bucket that is not there needs its account, and begins as AWS would make it. */
function putBucket(world: World, name: string, patch: Partial<Bucket>): Bucket {
  const before = world.bucket(name);
  if (patch.accountId !== undefined) accountCalled(world, patch.accountId);
  if (patch.region !== undefined) regionCalled(world, patch.region);
  const [first] = before || !patch.accountId ? [] : world.bucketNames(patch.accountId);
  const like = before ?? (first === undefined ? undefined : world.bucket(first));
  if (!like) throw new Refused(400, "A new bucket needs the accountId of an account that has buckets.");
  const fresh: Bucket = before ?? {
    ...like,
    policy: null,
    logging: null,
    tags: null,
    website: null,
    versioning: null,
    settings: {},
    grants: like.grants.slice(0, 1),
  };
  const after = { ...fresh, ...patch, name };
  world.changeBucket(name, after);
  return after;
}
