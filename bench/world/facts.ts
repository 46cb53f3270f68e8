import { type Fact, known, unknown } from "@/lib/model/fact";
import type { Plan, PlannedAccount } from "./plan";

/** What is or is not hardened about a bucket, each for itself. */
const measures = ["block", "kms", "customerKeys", "tls", "tags", "logging", "versioning", "accessLists"] as const;

type Measure = (typeof measures)[number];

/** How a bucket stands: how often it was changed, and whether its policy keeps the reader out. */
export type BucketState = { revision: number; denied?: boolean };

const all = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true };

export const bucketName = (bucket: number): string => `${words[bucket % words.length]}-${bucket.toString(36)}`;

const words = ["claims", "ledger", "telemetry", "invoices", "media", "archive", "exports", "models", "backups", "site"];

export const regions = ["eu-west-1", "us-east-1", "eu-central-1"] as const;

export const regionOf = ({ draw }: Plan, bucket: number): string =>
  regions[Math.min(2, Math.floor(4 * draw.of(bucket, 90) ** 2))] ?? regions[0];

/** The facts of an account as judging its buckets needs them. */
export const accountFacts = ({ blocks }: PlannedAccount): Record<string, Fact> => ({
  effectiveAccountPublicAccessBlock: known(blocks ? all : null),
  accountPublicAccessBlock: known(blocks ? all : null),
  effectiveS3Policy: known(null),
  resourceControlPolicies: known([]),
  bucketsListed: known(true),
  regionsListed: known(true),
});

/** Every fact of a bucket. Each revision turns one measure into its opposite. */
export function bucketFacts(
  plan: Plan,
  account: PlannedAccount,
  bucket: number,
  state: BucketState,
): Record<string, Fact> {
  const { draw } = plan;
  const on = Object.fromEntries(
    measures.map((measure, i) => [measure, !draw.chance(account.lax, bucket, i)]),
  ) as Record<Measure, boolean>;
  for (let revision = 1; revision <= state.revision; revision++) {
    const turned = measures[draw.below(measures.length, bucket, 100 + revision)] as Measure;
    on[turned] = !on[turned];
  }
  const name = bucketName(bucket);
  const open = !on.block && draw.chance(0.01, bucket, 91);
  const policy = on.tls || open ? policyOf(name, on.tls, open) : null;
  const owner = `owner-${account.id}`;
  const denied = state.denied ?? draw.chance(0.02, bucket, 92);
  const read = (fact: string, value: unknown): Fact =>
    denied && locked.has(fact) ? unknown("denied", `s3:Get${fact}`) : known(value);
  return {
    publicAccessBlock: known(on.block ? all : null),
    encryption: known({
      algorithm: on.kms ? "aws:kms" : "AES256",
      kmsKeyId: on.kms ? `key-${account.id}` : null,
      bucketKeyEnabled: on.kms && draw.chance(0.7, bucket, 93),
      blockedEncryptionTypes: on.customerKeys ? ["SSE-C"] : null,
    }),
    policy: read("BucketPolicy", policy),
    policyStatus: read("BucketPolicyStatus", policy === null ? null : { isPublic: open }),
    acl: read("BucketAcl", {
      owner,
      grants: [{ grantee: owner, granteeType: "CanonicalUser", permission: "FULL_CONTROL" }],
    }),
    ownership: known(on.accessLists ? "BucketOwnerEnforced" : "ObjectWriter"),
    logging: known(on.logging ? { targetBucket: `logs-${account.id}`, targetPrefix: `${name}/` } : null),
    versioning: known(on.versioning ? { status: "Enabled", mfaDelete: false } : null),
    abac: known("Disabled"),
    tags: known(
      on.tags ? { owner: `team-${account.ouId}`, environment: "production", "data-classification": "internal" } : null,
    ),
    website: known(null),
  };
}

/** What a policy that denies everybody else keeps from the reader too. */
const locked = new Set(["BucketPolicy", "BucketPolicyStatus", "BucketAcl"]);

function policyOf(name: string, tls: boolean, open: boolean): string {
  const resources = [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`];
  const statements = [
    ...(tls
      ? [
          {
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: resources,
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ]
      : []),
    ...(open ? [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: resources[1] }] : []),
  ];
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
