import type { BucketPlan, PlannedBucket } from "./bucket-plan";
import { bucketFrom, regionOf } from "./buckets";
import type { Bucket } from "./configuration";
import { replicationOf } from "./replication";
import type { Seed } from "./seed";
import { tellStory } from "./stories";

/** Makes buckets as the world begins with them: the seed's draw, its story, and where it delivers its access logs. */
export class BucketMaker {
  /** The log bucket of an account and region, by account. */
  readonly #logTargets = new Map<string, ReadonlyMap<string, string>>();

  constructor(
    private readonly seed: Seed,
    private readonly plan: BucketPlan,
  ) {}

  make(planned: PlannedBucket): Bucket {
    const bucket = bucketFrom(this.seed, planned);
    const target = this.#targetsOf(planned).get(bucket.region);
    if (target !== undefined && target !== bucket.name && this.seed.random.chance(0.75, "logs", bucket.name)) {
      bucket.logging = { bucket: target, prefix: `${bucket.name}/` };
    }
    const replication = replicationOf(this.seed, this.plan, planned, bucket);
    if (replication) bucket.settings = { ...bucket.settings, replication };
    tellStory(this.seed, planned, bucket);
    return bucket;
  }

  /** Buckets deliver their access logs to the first log bucket of their account and region, where there is one. */
  #targetsOf({ account, plan }: PlannedBucket): ReadonlyMap<string, string> {
    const known = this.#logTargets.get(account.id);
    if (known) return known;
    const targets = new Map<string, string>();
    const count = this.plan.count(account.id);
    for (let n = 0; n < count && targets.size < this.seed.regions.length; n++) {
      const { word, name } = this.plan.at(account, plan, n);
      if (word !== "access-logs") continue;
      const region = regionOf(this.seed, account, name);
      if (!targets.has(region)) targets.set(region, name);
    }
    this.#logTargets.set(account.id, targets);
    return targets;
  }
}
