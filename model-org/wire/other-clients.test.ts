import { gzipSync } from "node:zlib";
import { cbor } from "@smithy/core/cbor";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AwsError } from "./aws-error";
import { type RawAnswer, send, signedFor } from "./raw-request";
import { RoundTrip } from "./round-trip";

const trip = new RoundTrip();
let server: string;

beforeAll(async () => {
  server = await trip.start();
});
afterAll(() => trip.stop());
beforeEach(() => {
  trip.answer = {};
  trip.received = undefined;
});

/** A form as botocore sends it. */
const form = (service: string, body: string, headers: Record<string, string> = {}): Promise<RawAnswer> =>
  send(server, {
    headers: {
      ...signedFor(service),
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      ...headers,
    },
    body,
  });

describe("EC2 in ec2Query", () => {
  it("reads flattened lists under the names EC2 gives them", async () => {
    await form(
      "ec2",
      "Action=DescribeVpcEndpoints&Version=2016-11-15&Filter.1.Name=service-name&Filter.1.Value.1=a&Filter.1.Value.2=b&VpcEndpointId.1=vpce-1&MaxResults=5&DryRun=true",
    );
    expect(trip.received).toEqual({
      DryRun: true,
      VpcEndpointIds: ["vpce-1"],
      Filters: [{ Name: "service-name", Values: ["a", "b"] }],
      MaxResults: 5,
    });
  });

  it("reads ten items and more in the order of their numbers", async () => {
    const ids = Array.from({ length: 12 }, (_, i) => `vpc-${i + 1}`);
    await form("ec2", `Action=DescribeVpcs&${ids.map((id, i) => `VpcId.${i + 1}=${id}`).join("&")}`);
    expect(trip.received).toEqual({ VpcIds: ids });
  });

  it("answers without a result element", async () => {
    trip.answer = { Vpcs: [{ VpcId: "vpc-1", IsDefault: false }] };
    const { body } = await form("ec2", "Action=DescribeVpcs&Version=2016-11-15");
    expect(body.replace(/<requestId>[^<]*</, "<requestId>id<")).toBe(
      '<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>id</requestId><vpcSet><item><isDefault>false</isDefault><vpcId>vpc-1</vpcId></item></vpcSet></DescribeVpcsResponse>',
    );
  });

  it("has an error document of its own", async () => {
    trip.answer = new AwsError("InvalidVpcID.NotFound", "The vpc ID 'vpc-1' does not exist");
    const { status, body } = await form("ec2", "Action=DescribeVpcs&VpcId.1=vpc-1");
    expect(status).toBe(400);
    expect(body).toContain(
      "<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code><Message>The vpc ID 'vpc-1' does not exist</Message></Error></Errors><RequestID>",
    );
  });
});

describe("SQS in awsQuery, as clients before 2023 speak it", () => {
  const queue = "QueueUrl=https%3A%2F%2Fsqs.eu-west-1.amazonaws.com%2F111122223333%2Fq";

  it("reads its flattened lists and maps", async () => {
    await form(
      "sqs",
      `Action=GetQueueAttributes&Version=2012-11-05&${queue}&AttributeName.1=Policy&AttributeName.2=All`,
    );
    expect(trip.received).toMatchObject({ AttributeNames: ["Policy", "All"] });
    await form("sqs", `Action=SetQueueAttributes&${queue}&Attribute.1.Name=Policy&Attribute.1.Value=%7B%7D`);
    expect(trip.received).toMatchObject({ Attributes: { Policy: "{}" } });
  });

  it("answers flattened", async () => {
    trip.answer = { QueueUrls: ["one", "two"] };
    expect((await form("sqs", "Action=ListQueues")).body).toContain(
      "<ListQueuesResult><QueueUrl>one</QueueUrl><QueueUrl>two</QueueUrl></ListQueuesResult>",
    );
    trip.answer = { Messages: [{ MessageId: "one" }, { MessageId: "two" }] };
    expect((await form("sqs", `Action=ReceiveMessage&${queue}`)).body).toContain(
      "<Message><MessageId>one</MessageId></Message><Message><MessageId>two</MessageId></Message>",
    );
  });

  it("says the old code of an error in a form, and beside the new one in JSON", async () => {
    trip.answer = new AwsError("QueueDoesNotExist", "There is no such queue.");
    const old = "AWS.SimpleQueueService.NonExistentQueue";
    expect((await form("sqs", "Action=GetQueueUrl&QueueName=q")).body).toContain(
      `<Error><Type>Sender</Type><Code>${old}</Code><Message>There is no such queue.</Message>`,
    );
    const { headers, body } = await send(server, {
      headers: {
        ...signedFor("sqs"),
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "AmazonSQS.GetQueueUrl",
        "x-amzn-query-mode": "true",
      },
      body: '{"QueueName":"q"}',
    });
    expect(headers).toMatchObject({
      "content-type": "application/x-amz-json-1.0",
      "x-amzn-query-error": `${old};Sender`,
    });
    expect(JSON.parse(body)).toMatchObject({ __type: "QueueDoesNotExist", message: "There is no such queue." });
  });
});

describe("CloudWatch", () => {
  const metrics =
    "Action=PutMetricData&Version=2010-08-01&Namespace=n&MetricData.member.1.MetricName=m&MetricData.member.1.Dimensions.member.1.Name=BucketName&MetricData.member.1.Dimensions.member.1.Value=b&MetricData.member.1.Timestamp=2026-01-01T00%3A00%3A00Z&MetricData.member.1.Value=1.5";
  const read = {
    Namespace: "n",
    MetricData: [
      {
        MetricName: "m",
        Dimensions: [{ Name: "BucketName", Value: "b" }],
        Timestamp: new Date("2026-01-01T00:00:00Z"),
        Value: 1.5,
      },
    ],
  };

  it("reads awsQuery's member lists", async () => {
    expect((await form("monitoring", metrics)).body).toContain("<PutMetricDataResult></PutMetricDataResult>");
    expect(trip.received).toEqual(read);
  });

  it("reads what comes compressed", async () => {
    const body = gzipSync(metrics);
    await send(server, {
      headers: {
        ...signedFor("monitoring"),
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
        "content-encoding": "gzip",
      },
      body,
    });
    expect(trip.received).toEqual(read);
  });

  it("takes an empty list for one", async () => {
    await form("monitoring", "Action=DescribeAlarms&AlarmNames=");
    expect(trip.received).toEqual({ AlarmNames: [] });
  });

  it("speaks rpcv2Cbor to who does, in errors too", async () => {
    trip.answer = new AwsError("ResourceNotFound", "There is no such dashboard.", 404);
    const { status, headers } = await send(server, {
      path: "/service/GraniteServiceVersion20100801/operation/GetDashboard",
      headers: { ...signedFor("monitoring"), "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" },
      body: cbor.serialize({ DashboardName: "d" }),
    });
    expect(trip.received).toEqual({ DashboardName: "d" });
    expect(status).toBe(404);
    expect(headers).toMatchObject({ "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" });
  });
});

describe("what no service has", () => {
  it.each([
    ["sqs", "application/x-www-form-urlencoded", "Action=Nothing", "<Code>InvalidAction</Code>"],
    ["ec2", "application/x-www-form-urlencoded", "Action=Nothing", "<Errors><Error><Code>InvalidAction</Code>"],
  ])("%s refuses in its own words", async (service, type, body, says) => {
    expect((await form(service, body, { "content-type": type })).body).toContain(says);
  });

  it("is refused in JSON where JSON is spoken", async () => {
    const headers = { ...signedFor("kms"), "content-type": "application/x-amz-json-1.1" };
    const unknown = await send(server, { headers: { ...headers, "x-amz-target": "TrentService.Nothing" } });
    expect(JSON.parse(unknown.body)).toMatchObject({ __type: "UnknownOperationException" });
    const unread = await send(server, {
      headers: { ...headers, "x-amz-target": "TrentService.ListKeys" },
      body: "{",
    });
    expect(JSON.parse(unread.body)).toMatchObject({ __type: "SerializationException" });
  });
});
