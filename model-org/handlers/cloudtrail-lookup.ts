import * as Api from "@aws-sdk/client-cloudtrail";
import type { HandlersOf } from "../wire/handlers-of";
import type { ManagementEvent } from "../world/events";
import type { World } from "../world/world";

const $metadata = {};
const page = 50;
const ninetyDays = 90 * 86_400_000;

/** The history of management events: what changed something, in the account and region that ask. */
export function lookUp(world: World): HandlersOf<typeof Api> {
  return {
    LookupEvents(input, { caller, region }) {
      const most = input.MaxResults ?? page;
      if (most < 1 || most > page) {
        throw new Api.InvalidMaxResultsException({ message: `MaxResults is between 1 and ${page}.`, $metadata });
      }
      const now = world.clock.now().getTime();
      const from = Math.max(input.StartTime?.getTime() ?? 0, now - ninetyDays);
      const to = input.EndTime?.getTime() ?? Number.POSITIVE_INFINITY;
      if (input.StartTime && input.EndTime && input.StartTime > input.EndTime) {
        throw new Api.InvalidTimeRangeException({ message: "The start time is after the end time.", $metadata });
      }
      const wanted = filterOf(input.LookupAttributes);
      const found = world.events.of(caller.accountId, region).filter((event) => {
        const at = new Date(event.time).getTime();
        return at >= from && at <= to && wanted(event);
      });
      // A token names the event its page ended with: what happens meanwhile moves nothing.
      const last = input.NextToken && Buffer.from(input.NextToken, "base64url").toString();
      const begin = last ? found.findIndex(({ id }) => id === last) + 1 : 0;
      if (last && begin === 0) {
        throw new Api.InvalidNextTokenException({ message: "The token is not valid.", $metadata });
      }
      const events = found.slice(begin, begin + most);
      const more = begin + most < found.length;
      return {
        Events: events.map((event) => eventOut(world, event)),
        NextToken: more ? Buffer.from(events.at(-1)?.id ?? "").toString("base64url") : undefined,
      };
    },
  };
}

function filterOf(attributes: readonly Api.LookupAttribute[] | undefined): (event: ManagementEvent) => boolean {
  const [one, more] = attributes ?? [];
  if (!one) return () => true;
  if (more || !one.AttributeValue) {
    throw new Api.InvalidLookupAttributesException({ message: "Exactly one lookup attribute is given.", $metadata });
  }
  const value = one.AttributeValue;
  switch (one.AttributeKey) {
    case "EventId":
      return ({ id }) => id === value;
    case "EventName":
      return ({ name }) => name === value;
    case "EventSource":
      return ({ source }) => source === value;
    case "Username":
      return ({ identity }) => identity.userName === value;
    case "ReadOnly":
      return () => value === "false";
    case "ResourceType":
      return ({ resources }) => resources.some(({ type }) => type === value);
    case "ResourceName":
      return ({ resources }) => resources.some(({ name }) => name === value || name.endsWith(`:::${value}`));
    case "AccessKeyId":
      return () => false;
    default:
      throw new Api.InvalidLookupAttributesException({
        message: `There is no lookup attribute ${one.AttributeKey}.`,
        $metadata,
      });
  }
}

function eventOut(world: World, event: ManagementEvent): Api.Event {
  return {
    EventId: event.id,
    EventName: event.name,
    ReadOnly: "false",
    EventTime: new Date(event.time),
    EventSource: event.source,
    Username: event.identity.userName,
    Resources: event.resources.map(({ type, name }) => ({
      ResourceType: type,
      ResourceName: name.replace(/^arn:[a-z-]+:s3:::/, ""),
    })),
    CloudTrailEvent: JSON.stringify(recordOf(world, event)),
  };
}

/** The record, as the change queue delivers it too. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
function recordOf(world: World, event: ManagementEvent): object {
  const { arn, accountId, userName } = event.identity;
  return {
    eventVersion: "1.11",
    userIdentity: {
      type: arn.includes(":assumed-role/") ? "AssumedRole" : "IAMUser",
      principalId: `AROAMODEL:${userName}`,
      arn,
      accountId,
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
    sharedEventID: world.seed.organizationId,
    eventCategory: "Management",
  };
}
