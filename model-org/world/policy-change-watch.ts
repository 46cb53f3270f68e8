import type { World } from "./world";

/** Events CIS wants an alarm for. https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-8 */
const watched = [
  "PutBucketAcl",
  "PutBucketPolicy",
  "PutBucketCors",
  "PutBucketLifecycle",
  "PutBucketReplication",
  "DeleteBucketPolicy",
  "DeleteBucketCors",
  "DeleteBucketLifecycle",
  "DeleteBucketReplication",
];

const pattern = (events: readonly string[], quote = ""): string =>
  `{ ($.eventSource = ${quote}s3.amazonaws.com${quote}) && (${events
    .map((name) => `($.eventName = ${quote}${name}${quote})`)
    .join(" || ")}) }`;

/** Patterns of metric filters, as people write them: three that see every change of a policy, and three that do not. */
export const patterns = {
  /** As the benchmark prints it. */
  cis: pattern(watched),
  /** The same in another order, with quotes. */
  quoted: pattern([...watched].reverse(), '"'),
  /** Whatever begins so: shorter, and sees more. */
  wildcards: "{ ($.eventSource = s3.amazonaws.com) && (($.eventName = Put*) || ($.eventName = Delete*)) }",
  /** Forgets what deletes. */
  withoutDeletes: pattern(watched.filter((name) => name.startsWith("Put"))),
  /** Of another service altogether. */
  otherSource: pattern(watched).replace("s3.amazonaws.com", "s3control.amazonaws.com"),
  /** The root user, and nobody else. */
  rootOnly: '{ $.userIdentity.type = "Root" && $.eventType != "AwsServiceEvent" }',
} as const;

/** How far an account's watch over bucket policies goes; each link that is missing is somewhere. */
export type Watch = {
  pattern: keyof typeof patterns;
  /** What the filter's metric leads to. */
  alarm: "acts" | "silent" | "muted" | "none";
  /** Whom the alarm's topic tells. */
  topic: "confirmed" | "pending" | "nobody" | "gone";
};

const whole = { alarm: "acts", topic: "confirmed" } as const;

/** Accounts with a filter on their trail's log group, by planned name. */
const watches: Readonly<Record<string, Watch>> = {
  management: { pattern: "cis", ...whole },
  "data-lake-prod": { pattern: "quoted", ...whole },
  "claims-prod": { pattern: "withoutDeletes", ...whole },
  "payments-prod": { pattern: "cis", alarm: "silent", topic: "confirmed" },
  "documents-prod": { pattern: "cis", alarm: "acts", topic: "pending" },
  "billing-prod": { pattern: "cis", alarm: "none", topic: "confirmed" },
  "portal-prod": { pattern: "wildcards", alarm: "acts", topic: "gone" },
  "log-archive": { pattern: "cis", alarm: "muted", topic: "confirmed" },
  "security-tooling": { pattern: "rootOnly", ...whole },
  "data-lake-dev": { pattern: "otherSource", alarm: "acts", topic: "nobody" },
};

/** @returns how an account watches over bucket policies; undefined where it does not */
export const watchOf = (world: World, accountId: string): Watch | undefined =>
  watches[world.tree.purposes.get(accountId)?.name ?? ""];

export const watchMetric = { namespace: "CISBenchmark", name: "S3BucketPolicyChanges" } as const;

/** The topic alarms of an account tell. */
export const alertTopic = "security-alerts";
