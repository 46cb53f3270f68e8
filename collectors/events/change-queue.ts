import {
  DeleteMessageBatchCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { Aws } from "../runtime/aws";
import { member } from "../runtime/collector";

export type QueuedMessage = { receipt: string; body: string };

/** A queue events arrive in, at least once each, in about their order. */
export type ChangeQueue = {
  /** @returns messages, at most ten; none where none came within so many seconds */
  receive(waitSeconds: number, signal: AbortSignal): Promise<QueuedMessage[]>;
  /** Takes messages away for good: what they hinted at is stored. */
  remove(messages: readonly QueuedMessage[]): Promise<void>;
};

/** The most SQS gives and takes at a time. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const batch = 10;

/** Where the model organization delivers what changes in it, in the hub's own account. */
const modelQueue = { name: "breakwater-changes", region: "eu-west-1" };

/** @returns the queue of the model organization */
export async function openModelQueue(aws: Aws): Promise<ChangeQueue> {
  const client = aws.sqs(modelQueue.region);
  const { QueueUrl: url } = await client.send(new GetQueueUrlCommand({ QueueName: modelQueue.name }));
  return queueAt(client, member(url, "QueueUrl"));
}

/** @returns a queue by its address, however that was found */
export const queueAt = (client: SQSClient, url: string): ChangeQueue => ({
  async receive(waitSeconds, abortSignal) {
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: batch, WaitTimeSeconds: waitSeconds }),
      { abortSignal },
    );
    return messages.map(({ ReceiptHandle: receipt, Body: body }) => ({
      receipt: member(receipt, "ReceiptHandle"),
      body: body ?? "",
    }));
  },

  async remove(messages) {
    for (let i = 0; i < messages.length; i += batch) {
      const Entries = messages.slice(i, i + batch).map(({ receipt }, n) => ({ Id: String(n), ReceiptHandle: receipt }));
      // One that could not be taken away comes again: it is a hint, and does no harm twice.
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
    }
  },
});
