import type { PlannedBucket } from "./bucket-plan";
import { partnerAccountId } from "./foreign-buckets";
import type { Seed } from "./seed";

type Statement = Readonly<Record<string, unknown>>;

/** What some teams add to a bucket's policy: to ask for more, or to let others in. None of it is public. */
const habits: Readonly<Record<string, (names: Names) => Statement>> = {
  /** Objects only from the company's own network. */
  endpointOnly: ({ objects, vpce }) => ({
    Sid: "OnlyThroughTheEndpoint",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:GetObject", "s3:PutObject"],
    Resource: objects,
    Condition: { StringNotEquals: { "aws:SourceVpce": vpce } },
  }),
  /** A door for offices: fixed addresses, so it is not public. */
  officeAddresses: ({ objects }) => ({
    Sid: "Offices",
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: objects,
    Condition: { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "198.51.100.17/32"] } },
  }),
  encryptionAsked: ({ objects }) => ({
    Sid: "DenyOtherEncryption",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: objects,
    Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
  }),
  noCustomerKeys: ({ objects }) => ({
    Sid: "DenyCustomerKeys",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: objects,
    Condition: { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } },
  }),
  newTls: ({ bucket, objects }) => ({
    Sid: "DenyOldTls",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucket, objects],
    Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
  }),
  writeOnce: ({ objects }) => ({
    Sid: "WriteOnce",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: objects,
    Condition: { Null: { "s3:if-none-match": "true" }, Bool: { "s3:ObjectCreationOperation": "true" } },
  }),
  everythingWithin: ({ bucket, objects, root }) => ({
    Sid: "TheAccountMayAll",
    Effect: "Allow",
    Principal: { AWS: root },
    Action: "s3:*",
    Resource: [bucket, objects],
  }),
  neighbourReads: ({ bucket, objects, neighbour }) => ({
    Sid: "TheLakeReads",
    Effect: "Allow",
    Principal: { AWS: neighbour },
    Action: ["s3:GetObject", "s3:ListBucket"],
    Resource: [bucket, objects],
  }),
  partnerReads: ({ objects, partner }) => ({
    Sid: "PartnerReads",
    Effect: "Allow",
    Principal: { AWS: partner },
    Action: "s3:Get*",
    Resource: objects,
  }),
  /** Whoever may write a policy may let anybody in. */
  partnerGoverns: ({ bucket, partner }) => ({
    Sid: "PartnerGoverns",
    Effect: "Allow",
    Principal: { AWS: partner },
    Action: ["s3:PutBucketPolicy", "s3:PutBucketAcl"],
    Resource: bucket,
  }),
};

type Names = Record<"bucket" | "objects" | "root" | "neighbour" | "partner" | "vpce", string>;

/** How likely a habit is, by purpose; where none is said, it is not to be seen. */
const likely: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  security: { newTls: 0.3, noCustomerKeys: 0.2, endpointOnly: 0.1 },
  "data-lake": { endpointOnly: 0.08, encryptionAsked: 0.1, newTls: 0.1, writeOnce: 0.04, noCustomerKeys: 0.05 },
  prod: {
    endpointOnly: 0.06,
    encryptionAsked: 0.1,
    newTls: 0.08,
    writeOnce: 0.03,
    neighbourReads: 0.06,
    officeAddresses: 0.02,
    partnerReads: 0.015,
    everythingWithin: 0.03,
  },
  infrastructure: { newTls: 0.08, neighbourReads: 0.06, everythingWithin: 0.04 },
  dev: { everythingWithin: 0.08, partnerReads: 0.02, partnerGoverns: 0.015, officeAddresses: 0.02 },
  sandbox: { everythingWithin: 0.12, partnerGoverns: 0.05 },
};

/** @returns what a team added to the policy of its bucket, as the seed has it */
export function habitsOf({ random, partition }: Seed, { account, plan, name }: PlannedBucket): Statement[] {
  const bucket = `arn:${partition}:s3:::${name}`;
  const root = (id: string) => `arn:${partition}:iam::${id}:root`;
  const names: Names = {
    bucket,
    objects: `${bucket}/*`,
    root: root(account.id),
    neighbour: root(random.accountId(plan.name === "data-lake-prod" ? "analytics-prod" : "data-lake-prod")),
    partner: root(partnerAccountId),
    vpce: `vpce-${random.hex(17, "vpce", account.id)}`,
  };
  return Object.entries(likely[plan.purpose] ?? {}).flatMap(([habit, probability]): Statement[] => {
    const statement = habits[habit];
    return statement && random.chance(probability, "habit", habit, name) ? [statement(names)] : [];
  });
}
