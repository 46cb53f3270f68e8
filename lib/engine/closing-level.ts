import { type PublicAccessBlock, publicAccessBlockSettings } from "@/lib/model/facts/public-access-block";

/** The four settings of a level: null where it says "not configured", undefined where it could not be read. */
export type ReadBlock = PublicAccessBlock | null | undefined;

/** The organization's S3 policy as it arrives in an account: null where none does, undefined where it is not known. */
export type ReadPolicy = { publicAccessBlock: "all" | "none" | null; valid: boolean } | null | undefined;

/** How much of a level is on. */
export const blockStates = ["all", "some", "none", "not_configured", "unknown"] as const;

export type BlockState = (typeof blockStates)[number];

/**
 * The level that closes a bucket with all four settings, the outermost that does. `above`: the account's value in
 * force closes it, and the organization's policy could not be read, so whose value that is nobody knows. `together`:
 * no level alone, account and bucket between them. `nothing`: a setting is off at both.
 */
export const closers = ["organization", "account", "above", "bucket", "together", "nothing", "unknown"] as const;

export type Closer = (typeof closers)[number];

export const isFull = (block: ReadBlock): boolean =>
  block != null && publicAccessBlockSettings.every((setting) => block[setting]);

export function blockState(block: ReadBlock): BlockState {
  if (block === undefined) return "unknown";
  if (block === null) return "not_configured";
  if (isFull(block)) return "all";
  return publicAccessBlockSettings.some((setting) => block[setting]) ? "some" : "none";
}

/** The policy sets all four at once: `none` takes the block away, an invalid one does nothing. */
export function policyState(policy: ReadPolicy): BlockState {
  if (policy === undefined) return "unknown";
  if (policy === null || !policy.valid || policy.publicAccessBlock === null) return "not_configured";
  return policy.publicAccessBlock === "all" ? "all" : "none";
}

/**
 * Which level closes a bucket. What the organization closes is closed, whether the levels below it were read or not;
 * where it says nothing, what AWS answers for the account is the account's own.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function closingLevel(levels: { policy: ReadPolicy; account: ReadBlock; bucket: ReadBlock }): Closer {
  const { policy, account, bucket } = levels;
  if (policyState(policy) === "all") return "organization";
  if (isFull(account)) return policy === undefined ? "above" : "account";
  if (isFull(bucket)) return "bucket";
  if (account === undefined || bucket === undefined) return "unknown";
  const between = publicAccessBlockSettings.every((setting) => account?.[setting] || bucket?.[setting]);
  return between ? "together" : "nothing";
}

/** How many have a level how far, and each of its settings on or off; of those unread no setting is counted. */
export type LevelTally = Record<BlockState, number> & {
  settings: Record<keyof PublicAccessBlock, { on: number; off: number }>;
};

/** @param blocks what a level says, and of how many it says so */
export function tallyLevel(blocks: readonly { block: ReadBlock; n: number }[]): LevelTally {
  const tally = emptyTally();
  for (const { block, n } of blocks) {
    tally[blockState(block)] += n;
    if (block === undefined) continue;
    for (const setting of publicAccessBlockSettings) tally.settings[setting][block?.[setting] ? "on" : "off"] += n;
  }
  return tally;
}

/** @param policies one for each account */
export function tallyPolicies(policies: readonly ReadPolicy[]): LevelTally {
  const tally = emptyTally();
  for (const policy of policies) {
    const state = policyState(policy);
    tally[state] += 1;
    if (state === "unknown") continue;
    for (const setting of publicAccessBlockSettings) tally.settings[setting][state === "all" ? "on" : "off"] += 1;
  }
  return tally;
}

const emptyTally = (): LevelTally => ({
  all: 0,
  some: 0,
  none: 0,
  not_configured: 0,
  unknown: 0,
  settings: {
    blockPublicAcls: { on: 0, off: 0 },
    ignorePublicAcls: { on: 0, off: 0 },
    blockPublicPolicy: { on: 0, off: 0 },
    restrictPublicBuckets: { on: 0, off: 0 },
  },
});
