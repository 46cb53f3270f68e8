import { expect, test } from "vitest";
import { parseMessage } from "./message";

/** An event as EventBridge delivers it. */
const body = (detail: Record<string, unknown> = {}, around: Record<string, unknown> = {}): string =>
  JSON.stringify({
    version: "0",
    id: "6f87d04b-9f8d-4b0c-9f6e-1f6a0f4f1f6a",
    "detail-type": "AWS API Call via CloudTrail",
    source: "aws.s3",
    account: "111122223333",
    time: "2026-09-14T09:41:07Z",
    region: "eu-central-1",
    resources: [],
    detail: {
      eventVersion: "1.11",
      eventID: "e-1",
      eventTime: "2026-09-14T09:41:07Z",
      eventSource: "s3.amazonaws.com",
      eventName: "PutBucketPolicy",
      awsRegion: "eu-central-1",
      recipientAccountId: "111122223333",
      readOnly: false,
      userIdentity: {
        type: "AssumedRole",
        arn: "arn:aws:sts::111122223333:assumed-role/Developer/ines.vogel",
        accountId: "111122223333",
      },
      requestParameters: { bucketName: "aldermoor-a" },
      ...detail,
    },
    ...around,
  });

test("an event tells which call, where, when, and by whom as a label", () => {
  expect(parseMessage(body())).toEqual({
    id: "e-1",
    at: new Date("2026-09-14T09:41:07Z"),
    accountId: "111122223333",
    region: "eu-central-1",
    service: "s3",
    name: "PutBucketPolicy",
    idle: false,
    actor: "ines.vogel",
    parameters: { bucketName: "aldermoor-a" },
  });
});

test("a call that was refused, or only read, is idle", () => {
  expect(parseMessage(body({ errorCode: "AccessDenied" }))).toMatchObject({ idle: true });
  expect(parseMessage(body({ readOnly: true }))).toMatchObject({ idle: true });
});

test.each([
  ["nothing", "", "not JSON"],
  ["half of something", body().slice(0, 200), "not JSON"],
  ["a number", "7", "not a call via CloudTrail"],
  ["null", "null", "not a call via CloudTrail"],
  ["another kind of event", body({}, { "detail-type": "Scheduled Event" }), "not a call via CloudTrail"],
  ["an account that is none", body({}, { account: "../../etc" }), "not a call via CloudTrail"],
  ["a time that is none", body({ eventTime: "tomorrow" }), "not a call via CloudTrail"],
  ["parameters that are a list", body({ requestParameters: [1] }), "not a call via CloudTrail"],
  ["something huge", `{"a":"${"x".repeat(300_000)}"}`, "too long"],
])("%s is refused, in words that hold nothing of it", (_, text, refused) => {
  expect(parseMessage(text)).toEqual({ refused });
});

test("labels are one short line, whatever somebody calls themselves", () => {
  const arn = `arn:aws:iam::111122223333:user/\u202Eevil\n{"level":50}${"x".repeat(500)}`;
  const parsed = parseMessage(body({ userIdentity: { arn, type: "IAMUser" } }));
  expect(parsed).toMatchObject({ actor: expect.stringMatching(/^evil\{"level":50\}x{84}$/) });
});

test("an event without a person, or without parameters, is an event", () => {
  expect(parseMessage(body({ userIdentity: null, requestParameters: null }))).toMatchObject({
    actor: null,
    parameters: {},
  });
});
