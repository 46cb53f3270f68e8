import { z } from "zod";

/** Longer than any event is: EventBridge takes 256 kB. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const mostCharacters = 256 * 1024;

const name = z.string().min(1).max(300);
const digits = z.string().regex(/^\d{12}$/);

/** A call as CloudTrail tells of it. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const Call = z.object({
  eventID: name,
  eventTime: z.iso.datetime(),
  eventSource: name,
  eventName: name,
  awsRegion: name,
  recipientAccountId: digits.optional(),
  readOnly: z.boolean().optional(),
  errorCode: z.string().nullish(),
  userIdentity: z.object({ arn: z.string().nullish(), type: z.string().nullish() }).nullish(),
  requestParameters: z.record(z.string(), z.unknown()).nullish(),
});

/** What EventBridge puts around it. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html */
const Envelope = z.object({
  id: name,
  "detail-type": z.literal("AWS API Call via CloudTrail"),
  account: digits,
  detail: Call,
});

/** A call somebody made, as far as it hints at what may have changed. Nothing of it is stored as a fact. */
export type CallEvent = {
  id: string;
  at: Date;
  accountId: string;
  region: string;
  /** The service, without `.amazonaws.com`. */
  service: string;
  name: string;
  /** The call was refused, or only read: nothing changed. */
  idle: boolean;
  actor: string | null;
  parameters: Readonly<Record<string, unknown>>;
};

/** A message that is no event: why, in words that hold nothing of it. */
export type Refusal = { refused: "too long" | "not JSON" | "not a call via CloudTrail" };

/** Reads a message of the queue. Never throws: who may write to the queue is not who may stop us. */
export function parseMessage(body: string): CallEvent | Refusal {
  if (body.length > mostCharacters) return { refused: "too long" };
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { refused: "not JSON" };
  }
  const parsed = Envelope.safeParse(value);
  if (!parsed.success) return { refused: "not a call via CloudTrail" };
  const { account, detail } = parsed.data;
  return {
    id: detail.eventID,
    at: new Date(detail.eventTime),
    accountId: detail.recipientAccountId ?? account,
    region: detail.awsRegion,
    service: detail.eventSource.replace(/\.amazonaws\.com(\.cn)?$/, ""),
    name: labelOf(detail.eventName),
    idle: detail.readOnly === true || (detail.errorCode ?? null) !== null,
    actor: actorOf(detail.userIdentity?.arn ?? null),
    parameters: detail.requestParameters ?? {},
  };
}

/** Who it was, as a label: the name of the session or the user, without its account. */
function actorOf(arn: string | null): string | null {
  if (arn === null) return null;
  const label = labelOf(arn.slice(arn.lastIndexOf("/") + 1));
  return label === "" ? null : label;
}

/** A label is one short line: names in an event are as long and as strange as whoever made it likes. */
const labelOf = (text: string): string => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "").slice(0, 100);
