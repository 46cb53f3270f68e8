import { objectEvents } from "./object-events";
import { alertTopic, watchOf } from "./policy-change-watch";
import type { Kind } from "./records";
import type { World } from "./world";

export type Subscription = { id: string; protocol: string; endpoint: string; confirmed: boolean };

/** A topic of SNS and who is told. */
export type Topic = {
  name: string;
  displayName: string;
  kmsKeyId: string | null;
  policy: string;
  subscriptions: Subscription[];
  tags: Record<string, string>;
};

export const topicArn = (world: World, accountId: string, region: string, name: string): string =>
  `arn:${world.partition}:sns:${region}:${accountId}:${name}`;

/** Topics: the alarms', and the one buckets notify of new objects. */
export const topics: Kind<Topic> = {
  name: "sns-topic",
  id: ({ name }) => name,
  derive({ world, account, region }) {
    if (!world.regionEnabled(account, region)) return [];
    const plan = world.tree.purposes.get(account.id)?.name ?? account.name;
    const policyFor = (name: string, service: string) =>
      JSON.stringify({
        Version: "2008-10-17",
        Statement: [
          {
            Sid: "Publish",
            Effect: "Allow",
            Principal: { Service: `${service}.amazonaws.com` },
            Action: "SNS:Publish",
            Resource: topicArn(world, account.id, region, name),
            Condition: { StringEquals: { "aws:SourceAccount": account.id } },
          },
        ],
      });
    const subscription = (protocol: string, endpoint: string, confirmed = true): Subscription => ({
      id: [8, 12, 16, 20].reduceRight(
        (text, at) => `${text.slice(0, at)}-${text.slice(at)}`,
        world.random.hex(32, "subscription", account.id, region, endpoint),
      ),
      protocol,
      endpoint,
      confirmed,
    });
    const made: Topic[] = [
      {
        name: objectEvents,
        displayName: "",
        kmsKeyId: null,
        policy: policyFor(objectEvents, "s3"),
        subscriptions: [
          subscription("lambda", `arn:${world.partition}:lambda:${region}:${account.id}:function:${objectEvents}`),
        ],
        tags: {},
      },
    ];
    const watch = watchOf(world, account.id);
    const tells = watch && watch.topic !== "gone" && region === world.regions[0];
    if (tells) {
      const email = `alerts+${plan}@aldermoor.example`;
      made.push({
        name: alertTopic,
        displayName: "Security alerts",
        kmsKeyId: "alias/aws/sns",
        policy: policyFor(alertTopic, "cloudwatch"),
        subscriptions: watch.topic === "nobody" ? [] : [subscription("email", email, watch.topic === "confirmed")],
        tags: { owner: "security" },
      });
    }
    return made;
  },
};
