import { randomUUID } from "node:crypto";
import type { ManagementEvent } from "../world/events";
import type { World } from "../world/world";

/** The queue an EventBridge rule of the organization delivers to: what changed, in any account. */
export const changeQueueName = "breakwater-changes";

/** Events the rule lets through: of S3, and of what decides who may reach it. */
const delivered: ReadonlySet<string> = new Set([
  "s3.amazonaws.com",
  "organizations.amazonaws.com",
  "iam.amazonaws.com",
]);

export type QueuedMessage = {
  id: string;
  body: string;
  sentAt: number;
  visibleAt: number;
  received: number;
  receipt: string;
};

/** Messages stay until somebody deletes them; one that was received is hidden for a while. Times are the real clock's. */
export class ChangeQueue {
  readonly #messages = new Map<string, QueuedMessage>();
  #wake: (() => void)[] = [];

  constructor(private readonly world: World) {
    world.events.listen((event) => this.send(event));
  }

  /** Puts an event into the queue, where the rule lets it through. */
  send(event: ManagementEvent): void {
    if (!delivered.has(event.source)) return;
    const id = randomUUID();
    const sentAt = Date.now();
    const body = JSON.stringify(this.#envelope(event));
    this.#messages.set(id, { id, body, sentAt, visibleAt: sentAt, received: 0, receipt: "" });
    for (const wake of this.#wake.splice(0)) wake();
  }

  /** @returns messages nobody has at the moment, at most so many; waits for the first at most so long */
  async receive(most: number, visibilitySeconds: number, waitSeconds: number): Promise<QueuedMessage[]> {
    for (const until = Date.now() + waitSeconds * 1000; ; ) {
      const now = Date.now();
      const found: QueuedMessage[] = [];
      for (const message of this.#messages.values()) {
        if (message.visibleAt > now) continue;
        const taken = {
          ...message,
          visibleAt: now + visibilitySeconds * 1000,
          received: message.received + 1,
          receipt: `${message.id}/${message.received + 1}`,
        };
        this.#messages.set(message.id, taken);
        found.push(taken);
        if (found.length === most) break;
      }
      if (found.length > 0 || now >= until) return found;
      await this.#sent(until - now);
    }
  }

  #sent(most: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#wake = this.#wake.filter((one) => one !== wake);
        resolve();
      }, most);
      timer.unref();
      this.#wake.push(wake);
    });
  }

  /** Deletes a message by a receipt it was received with. */
  delete(receipt: string): void {
    this.#messages.delete(receipt.split("/")[0] ?? "");
  }

  get depth(): { visible: number; hidden: number } {
    const now = Date.now();
    const hidden = [...this.#messages.values()].filter(({ visibleAt }) => visibleAt > now).length;
    return { visible: this.#messages.size - hidden, hidden };
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html and CloudTrail's event reference */
  #envelope(event: ManagementEvent): object {
    const { organizationId } = this.world.seed;
    return {
      version: "0",
      id: event.id,
      "detail-type": "AWS API Call via CloudTrail",
      source: `aws.${event.source.split(".")[0]}`,
      account: event.accountId,
      time: event.time,
      region: event.region,
      resources: [],
      detail: {
        eventVersion: "1.11",
        userIdentity: {
          type: event.identity.arn.includes(":assumed-role/") ? "AssumedRole" : "IAMUser",
          principalId: `AROAMODEL:${event.identity.userName}`,
          arn: event.identity.arn,
          accountId: event.identity.accountId,
        },
        eventTime: event.time,
        eventSource: event.source,
        eventName: event.name,
        awsRegion: event.region,
        sourceIPAddress: "198.51.100.7",
        userAgent: "aws-cli/2",
        ...(event.errorCode === undefined ? {} : { errorCode: event.errorCode }),
        requestParameters: event.parameters,
        responseElements: null,
        eventID: event.id,
        readOnly: false,
        resources: event.resources.map(({ type, name }) => ({ type, ARN: name, accountId: event.accountId })),
        eventType: "AwsApiCall",
        managementEvent: true,
        recipientAccountId: event.accountId,
        sharedEventID: organizationId,
        eventCategory: "Management",
      },
    };
  }
}
