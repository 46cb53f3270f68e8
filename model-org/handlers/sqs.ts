import { createHash } from "node:crypto";
import type * as Sqs from "@aws-sdk/client-sqs";
import { changeQueueName } from "../past/change-queue";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { domainOf } from "../world/seed";
import type { World } from "../world/world";

/** The queue of what changed, in the hub account. */
export function sqs(world: World): HandlersOf<typeof Sqs> {
  const region = () => world.regions[0] ?? world.homeRegion;
  const url = () => `https://sqs.${region()}.${domainOf(world.partition)}/${world.hubAccountId}/${changeQueueName}`;
  const here = (context: Context) => context.caller.accountId === world.hubAccountId && context.region === region();
  const missing = () =>
    new AwsError("QueueDoesNotExist", "The specified queue does not exist.", 400, {
      QueryErrorCode: "AWS.SimpleQueueService.NonExistentQueue",
    });
  const queue = (input: { QueueUrl?: string | undefined }) => {
    if (!input.QueueUrl?.endsWith(`/${world.hubAccountId}/${changeQueueName}`)) throw missing();
    return world.changeQueue;
  };
  return {
    ListQueues: (_, context) => ({
      QueueUrls: here(context) || context.caller.kind === "administrator" ? [url()] : [],
    }),
    GetQueueUrl(input, context) {
      const owner = input.QueueOwnerAWSAccountId ?? context.caller.accountId;
      const known = owner === world.hubAccountId || context.caller.kind === "administrator";
      if (input.QueueName !== changeQueueName || !known) throw missing();
      return { QueueUrl: url() };
    },
    GetQueueAttributes(input) {
      const { visible, hidden } = queue(input).depth;
      return {
        Attributes: {
          QueueArn: `arn:${world.partition}:sqs:${region()}:${world.hubAccountId}:${changeQueueName}`,
          ApproximateNumberOfMessages: String(visible),
          ApproximateNumberOfMessagesNotVisible: String(hidden),
          VisibilityTimeout: "30",
          SqsManagedSseEnabled: "true",
        },
      };
    },
    async ReceiveMessage(input) {
      const most = input.MaxNumberOfMessages ?? 1;
      if (most < 1 || most > 10) {
        throw new AwsError("InvalidParameterValue", "MaxNumberOfMessages must be between 1 and 10.");
      }
      const messages = await queue(input).receive(most, input.VisibilityTimeout ?? 30, input.WaitTimeSeconds ?? 0);
      return {
        Messages: messages.map(({ id, body, receipt, received, sentAt }) => ({
          MessageId: id,
          ReceiptHandle: receipt,
          Body: body,
          MD5OfBody: createHash("md5").update(body).digest("hex"),
          Attributes: { ApproximateReceiveCount: String(received), SentTimestamp: String(sentAt) },
        })),
      };
    },
    DeleteMessage(input) {
      queue(input).delete(input.ReceiptHandle ?? "");
      return {};
    },
    DeleteMessageBatch(input) {
      const { Entries = [] } = input;
      for (const { ReceiptHandle } of Entries) queue(input).delete(ReceiptHandle ?? "");
      return { Successful: Entries.map(({ Id }) => ({ Id })), Failed: [] };
    },
  };
}
