import type { PlannedBucket } from "./bucket-plan";
import { regionOf } from "./buckets";
import { type Bucket, blockAll, type Grant } from "./configuration";
import { document, statements } from "./documents";
import { partnerAccountId } from "./foreign-buckets";
import type { Seed } from "./seed";

const anyone = (permission: Grant["permission"]): Grant => ({ grantee: { group: "AllUsers" }, permission });

type Twist = (bucket: Bucket, seed: Seed, planned: PlannedBucket) => void;

const publicRead: Twist = (bucket, { partition }) => {
  bucket.policy = document(statements.publicRead(partition, bucket.name));
};

/** Takes the bucket's own block away, and does the rest. */
const open =
  (...more: Twist[]): Twist =>
  (bucket, seed, planned) => {
    bucket.block = null;
    for (const twist of more) twist(bucket, seed, planned);
  };

const site: Twist = (bucket) => {
  bucket.website = { index: "index.html" };
};

const distribution: Twist = (bucket, { partition }) => {
  bucket.block = blockAll;
  bucket.policy = document(
    statements.tlsOnly(partition, bucket.name),
    statements.behindCloudFront(partition, bucket.name, bucket.accountId),
  );
};

const vault: Twist = (bucket, { partition }) => {
  bucket.policy = document(
    statements.tlsOnly(partition, bucket.name),
    statements.onlyTheVault(partition, bucket.name, bucket.accountId),
  );
};

/** Delivers its access logs to another bucket of its account, if that is in the same region. */
const logsTo =
  (name: string): Twist =>
  (bucket, seed, { account }) => {
    const target = `aldermoor-${name}`;
    if (regionOf(seed, account, target) === bucket.region)
      bucket.logging = { bucket: target, prefix: `${bucket.name}/` };
  };

const web = { 0: open(publicRead, site), 1: open(publicRead), 3: distribution };

/**
 * The buckets somebody will have to explain, by account and number: public in several ways, saved by a level above, or
 * closed to the auditor.
 */
const stories: Readonly<Record<string, Readonly<Record<number, Twist>>>> = {
  "web-aldermoor": web,
  "web-careers": web,
  "web-campaigns": {
    ...web,
    4: open((bucket) => {
      bucket.website = { redirect: "www.aldermoor.example" };
    }),
  },
  "portal-prod": {
    // Public by policy and by nobody's intention: a dropbox for adjusters.
    0: open((bucket, { partition }) => {
      bucket.policy = document(statements.publicDropbox(partition, bucket.name));
      bucket.tags = { owner: "claims-team", environment: "production", "data-classification": "confidential" };
    }),
  },
  "partner-exchange-prod": {
    1: open(publicRead),
    2: open((bucket, { partition }) => {
      bucket.policy = document(statements.partnerWrite(partition, bucket.name, partnerAccountId));
    }),
    // Closed itself; its access point is not.
    3: open(),
    // The list of its objects goes to the partner, who asked for it once.
    9: (bucket, { partition }) => {
      const Bucket = `arn:${partition}:s3:::northwind-partner-dropzone`;
      const S3BucketDestination = { Bucket, AccountId: partnerAccountId, Format: "CSV" as const };
      bucket.settings = {
        ...bucket.settings,
        inventory: [
          {
            Id: "for-the-partner",
            IsEnabled: true,
            IncludedObjectVersions: "Current",
            Schedule: { Frequency: "Weekly" },
            Destination: { S3BucketDestination },
          },
        ],
      };
    },
  },
  // The account blocks only what is new: what was public before still is.
  "documents-prod": { 2: open(publicRead) },
  // Public documents that a level above keeps in.
  "billing-prod": { 1: open(publicRead) },
  "shared-services": { 2: open(publicRead) },
  // By access list, from before 2023.
  "sandbox-ines": {
    1: open((bucket) => {
      bucket.ownership = "ObjectWriter";
      bucket.grants.push(anyone("READ"));
    }),
  },
  "sandbox-yuki": {
    0: open((bucket) => {
      bucket.ownership = null;
      bucket.grants.push({ grantee: { group: "AuthenticatedUsers" }, permission: "READ" });
    }),
  },
  "hackathon-2026": {
    0: (bucket) => {
      bucket.tags = {
        owner: "=cmd|' /C calc'!A0",
        environment: "<script>alert(1)</script>",
        "data-classification": "",
      };
    },
    2: open((bucket) => {
      bucket.ownership = "ObjectWriter";
      bucket.grants.push(anyone("READ"), anyone("WRITE"));
    }),
    // The grant is void: the owner enforces that access lists count for nothing.
    3: open((bucket) => {
      bucket.ownership = "BucketOwnerEnforced";
    }),
  },
  "analytics-dev": {
    1: open(publicRead),
    // Logs arrive by access list, as before 2022.
    5: (bucket) => {
      bucket.ownership = "ObjectWriter";
      bucket.grants.push(
        { grantee: { group: "LogDelivery" }, permission: "WRITE" },
        { grantee: { group: "LogDelivery" }, permission: "READ_ACP" },
      );
    },
  },
  // Others log to it, and nothing lets the logs in.
  "underwriting-dev": {
    5: (bucket, { partition }) => {
      bucket.policy = document(statements.tlsOnly(partition, bucket.name));
    },
  },
  // Logs of logs: to itself, and from one to the other and back.
  "payments-dev": {
    5: (bucket) => {
      bucket.logging = { bucket: bucket.name, prefix: "" };
    },
  },
  "policies-dev": { 5: logsTo("policies-dev-access-logs-2"), 12: logsTo("policies-dev-access-logs") },
  // What should be in a vault is in a tag.
  "claims-dev": {
    6: (bucket) => {
      bucket.tags = {
        owner: "claims-team",
        contact: "mara.lindqvist@aldermoor.example",
        "db-password": "Harbour-4417",
      };
    },
  },
  // Somebody else's account reads it by access list: not public, and not the organization's either.
  "sandbox-priya": {
    1: open((bucket, { random }) => {
      bucket.ownership = "ObjectWriter";
      bucket.grants.push({ grantee: { canonicalId: random.hex(64, "owner", partnerAccountId) }, permission: "READ" });
    }),
  },
  // Anyone whose requests come from half of the internet.
  "documents-dev": {
    2: open((bucket, { partition }) => {
      bucket.policy = document({
        ...statements.publicRead(partition, bucket.name),
        Condition: { IpAddress: { "aws:SourceIp": ["0.0.0.0/1"] } },
      });
    }),
  },
  // Logs of the artifacts go to where a retention rules: none arrive.
  backup: { 1: logsTo("backup-backups"), 3: vault },
  "payments-prod": { 4: vault },
  "data-lake-prod": { 7: vault },
};

/** Makes of a bucket what its story says, where it has one. */
export function tellStory(seed: Seed, planned: PlannedBucket, bucket: Bucket): void {
  stories[planned.plan.name]?.[planned.n]?.(bucket, seed, planned);
}
