import type { Target } from "@aws-sdk/client-eventbridge";
import { changeQueueName } from "../past/change-queue";
import type { Kind, Place } from "./records";
import type { World } from "./world";

/** A rule on a bus of events. */
export type EventRule = {
  name: string;
  bus: string;
  description: string;
  pattern: string | null;
  schedule: string | null;
  state: "ENABLED" | "DISABLED";
  managedBy: string | null;
  roleArn: string | null;
  targets: Target[];
};

/** The bus of the hub account that accounts forward to. */
export const securityBus = "security";

export const busArn = (world: World, accountId: string, region: string, name: string): string =>
  `arn:${world.partition}:events:${region}:${accountId}:event-bus/${name}`;

const exposing = [
  "PutBucketPublicAccessBlock",
  "DeleteBucketPublicAccessBlock",
  "PutAccountPublicAccessBlock",
  "DeleteAccountPublicAccessBlock",
  "PutBucketPolicy",
  "DeleteBucketPolicy",
  "PutBucketAcl",
];

const callsOf = (sources: readonly string[], eventName?: readonly string[]): string =>
  JSON.stringify({
    source: sources.map((name) => `aws.${name}`),
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: { eventSource: sources.map((name) => `${name}.amazonaws.com`), ...(eventName ? { eventName } : {}) },
  });

const rule = (name: string, more: Partial<EventRule>): EventRule => ({
  name,
  bus: "default",
  description: "",
  pattern: null,
  schedule: null,
  state: "ENABLED",
  managedBy: null,
  roleArn: null,
  targets: [],
  ...more,
});

const lambda = ({ world, account, region }: Place, name: string): Target => ({
  Id: name,
  Arn: `arn:${world.partition}:lambda:${region}:${account.id}:function:${name}`,
});

/** The hub's: what accounts forward goes to the queue of changes, and what exposes a bucket is mended. */
function hubRules(place: Place): EventRule[] {
  const { world, account, region } = place;
  return [
    rule("organization-changes", {
      bus: securityBus,
      description: "What changed, in any account.",
      pattern: callsOf(["s3", "iam", "organizations"]),
      targets: [{ Id: "queue", Arn: `arn:${world.partition}:sqs:${region}:${account.id}:${changeQueueName}` }],
    }),
    rule("mend-public-buckets", {
      bus: securityBus,
      description: "Blocks public access again.",
      pattern: callsOf(["s3"], exposing),
      targets: [lambda(place, "mend-public-buckets")],
    }),
    rule("config-compliance", {
      pattern: JSON.stringify({
        source: ["aws.config"],
        "detail-type": ["Config Rules Compliance Change"],
        detail: { newEvaluationResult: { complianceType: ["NON_COMPLIANT"] } },
      }),
      targets: [lambda(place, "open-ticket")],
    }),
  ];
}

/** Rules of accounts that do not forward, or do not any more, by planned name. */
const stories: Readonly<Record<string, (place: Place) => EventRule[]>> = {
  // Mends by itself, without the hub.
  "web-aldermoor": (place) => [
    rule("block-public-access", {
      pattern: callsOf(["s3"], exposing),
      targets: [lambda(place, "block-public-access")],
    }),
  ],
  // Switched off when it fought with what deploys.
  "shared-services": (place) => [
    rule("block-public-access", {
      pattern: callsOf(["s3"], exposing),
      state: "DISABLED",
      targets: [lambda(place, "block-public-access")],
    }),
  ],
  // Matches, and tells nobody.
  network: () => [rule("s3-changes", { pattern: callsOf(["s3"], exposing) })],
  // Of something else.
  "legal-hold-prod": (place) => [
    rule("threats", {
      pattern: JSON.stringify({ source: ["aws.guardduty"], "detail-type": ["GuardDuty Finding"] }),
      targets: [lambda(place, "page-somebody")],
    }),
  ],
};

const isForwarding = ({ world, account }: Place): boolean => {
  const plan = world.tree.purposes.get(account.id);
  const likely = { management: 1, security: 1, infrastructure: 0.9, prod: 0.9, "data-lake": 1, dev: 0.6, web: 0.4 };
  return world.random.chance(likely[plan?.purpose as keyof typeof likely] ?? 0, "forwards", account.id);
};

/** Rules of every account: most forward what happens to S3 to the hub's bus. */
export const eventRules: Kind<EventRule> = {
  name: "event-rule",
  id: ({ bus, name }) => `${bus}/${name}`,
  derive(place) {
    const { world, account, region } = place;
    if (!world.regionEnabled(account, region)) return [];
    const first = world.regions[0] ?? world.homeRegion;
    if (account.id === world.hubAccountId) return region === first ? hubRules(place) : [];
    const plan = world.tree.purposes.get(account.id);
    const story = region === first ? stories[plan?.name ?? ""] : undefined;
    const managed =
      plan?.purpose === "prod"
        ? [
            rule("AutoScalingManagedRule", {
              pattern: JSON.stringify({
                source: ["aws.ec2"],
                "detail-type": ["EC2 Instance State-change Notification"],
              }),
              managedBy: "autoscaling.amazonaws.com",
            }),
          ]
        : [];
    if (story) return [...managed, ...story(place)];
    if (stories[plan?.name ?? ""] || !isForwarding(place)) return managed;
    const RoleArn = `arn:${world.partition}:iam::${account.id}:role/ForwardEvents`;
    return [
      ...managed,
      rule("forward-s3-changes", {
        description: "To the security account.",
        pattern: callsOf(["s3"]),
        targets: [{ Id: "security", Arn: busArn(world, world.hubAccountId, first, securityBus), RoleArn }],
      }),
    ];
  },
};

/** @returns whether a bus exists: every account has a default one, the hub one more */
export const busExists = (world: World, accountId: string, region: string, name: string): boolean =>
  name === "default" ||
  (name === securityBus && accountId === world.hubAccountId && region === (world.regions[0] ?? world.homeRegion));
