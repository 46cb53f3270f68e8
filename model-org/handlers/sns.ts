import * as Api from "@aws-sdk/client-sns";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type Subscription, type Topic, topicArn, topics } from "../world/topics";
import type { World } from "../world/world";
import { pageOf } from "./pages";

const $metadata = {};

/** SNS cuts every list at a hundred. */
const pageSize = 100;

/** Topics, and who is told. */
export function sns(world: World): HandlersOf<typeof Api> {
  const all = ({ caller, region }: Context) => world.records.list(topics, caller.accountId, region);

  /** @throws NotFound, InvalidParameter or AuthorizationError, as SNS answers each */
  function found(context: Context, arn: string | undefined): Topic {
    const [, region, accountId, name] = /^arn:[a-z-]+:sns:([a-z0-9-]+):(\d{12}):([^:]+)$/.exec(arn ?? "") ?? [];
    if (name === undefined || region !== context.region) {
      throw new Api.InvalidParameterException({
        message: "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1",
        $metadata,
      });
    }
    if (accountId !== context.caller.accountId && context.caller.kind !== "administrator") {
      throw new Api.AuthorizationErrorException({
        message: `User: ${context.caller.arn} is not authorized to perform: SNS:${context.operation} on resource: ${arn} because no resource-based policy allows the SNS:${context.operation} action`,
        $metadata,
      });
    }
    const topic = world.records.get(topics, accountId ?? "", region, name);
    if (topic) return topic;
    throw new Api.NotFoundException({ message: "Topic does not exist", $metadata });
  }

  const page = <T>(items: readonly T[], token: string | undefined) =>
    pageOf(
      items,
      token,
      pageSize,
      () => new Api.InvalidParameterException({ message: "Invalid parameter: NextToken", $metadata }),
    );

  const shown = (accountId: string, topic: string, subscription: Subscription): Api.Subscription => ({
    SubscriptionArn: subscription.confirmed ? `${topic}:${subscription.id}` : "PendingConfirmation",
    Owner: accountId,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    TopicArn: topic,
  });

  return {
    ListTopics({ NextToken }, context) {
      const { items, next } = page(all(context), NextToken);
      const { caller, region } = context;
      return {
        Topics: items.map(({ name }) => ({ TopicArn: topicArn(world, caller.accountId, region, name) })),
        NextToken: next,
      };
    },

    GetTopicAttributes({ TopicArn = "" }, context) {
      const topic = found(context, TopicArn);
      const count = (confirmed: boolean) =>
        String(topic.subscriptions.filter((one) => one.confirmed === confirmed).length);
      return {
        Attributes: {
          TopicArn,
          Owner: TopicArn.split(":")[4] ?? "",
          DisplayName: topic.displayName,
          Policy: topic.policy,
          SubscriptionsConfirmed: count(true),
          SubscriptionsPending: count(false),
          SubscriptionsDeleted: "0",
          ...(topic.kmsKeyId === null ? {} : { KmsMasterKeyId: topic.kmsKeyId }),
        },
      };
    },

    ListSubscriptionsByTopic({ TopicArn = "", NextToken }, context) {
      const { items, next } = page(found(context, TopicArn).subscriptions, NextToken);
      const owner = TopicArn.split(":")[4] ?? "";
      return { Subscriptions: items.map((one) => shown(owner, TopicArn, one)), NextToken: next };
    },

    ListSubscriptions({ NextToken }, context) {
      const { caller, region } = context;
      const list = all(context).flatMap(({ name, subscriptions }) =>
        subscriptions.map((one) => shown(caller.accountId, topicArn(world, caller.accountId, region, name), one)),
      );
      const { items, next } = page(list, NextToken);
      return { Subscriptions: items, NextToken: next };
    },

    ListTagsForResource({ ResourceArn }, context) {
      const { tags } = found(context, ResourceArn);
      return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
    },

    Subscribe({ TopicArn = "", Protocol = "", Endpoint = "", ReturnSubscriptionArn }, context) {
      const topic = found(context, TopicArn);
      const id = world.random.hex(32, "subscribed", TopicArn, Endpoint);
      // Functions and queues of the account need nobody to confirm.
      const confirmed = Protocol === "lambda" || Protocol === "sqs";
      const made: Subscription = { id, protocol: Protocol, endpoint: Endpoint, confirmed };
      const subscriptions = [...topic.subscriptions.filter(({ endpoint }) => endpoint !== Endpoint), made];
      world.records.put(topics, TopicArn.split(":")[4] ?? "", context.region, { ...topic, subscriptions });
      return {
        SubscriptionArn: confirmed || ReturnSubscriptionArn ? `${TopicArn}:${id}` : "pending confirmation",
      };
    },
  };
}
