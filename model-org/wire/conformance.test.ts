import { SmithyRpcV2CborProtocol } from "@smithy/core/cbor";
import type { NormalizedSchema } from "@smithy/core/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Operation } from "./model";
import { type Client, differences, plain, RoundTrip, serviceOf } from "./round-trip";
import { sampleValue } from "./sample-value";
import { services } from "./services";

/** Operations that cannot make the round trip, and why. */
const exceptions: Readonly<Record<string, string>> = {
  "STS.AssumeRoleWithSAML": "is sent without a signature, and the model knows a service by its signature",
  "STS.AssumeRoleWithWebIdentity": "is sent without a signature, and the model knows a service by its signature",
};

/** Members the SDK itself makes, replaces or goes elsewhere for, in every operation or in one, and why. */
const members: Readonly<Record<string, string>> = {
  SSECustomerKey: "the SDK sends its digest beside it",
  SSECustomerKeyMD5: "the SDK computes it",
  CopySourceSSECustomerKey: "the SDK sends its digest beside it",
  CopySourceSSECustomerKeyMD5: "the SDK computes it",
  ExpiresString: "the SDK copies it from the header Expires",
  "PutEvents.EndpointId": "it names a global endpoint, which takes a signature for many regions",
};

/** Members a form cannot hold, and why. */
const formless: Readonly<Record<string, string>> = {
  "PutMetricAlarm.EvaluationWindow": "one of its variants is an empty structure, which leaves no key",
  "ReceiveMessage.AttributeNames": "it and MessageSystemAttributeNames are both sent as AttributeName.1",
  "ReceiveMessage.MessageSystemAttributeNames": "as above",
};

const skippedIn = (operation: string, skipped: object): ReadonlySet<string> =>
  new Set(Object.keys(skipped).map((name) => name.replace(`${operation}.`, "")));

const trip = new RoundTrip();

beforeAll(() => trip.start());
afterAll(() => trip.stop());

const streams = (schema: NormalizedSchema): boolean =>
  !schema.isUnitSchema() && [...schema.structIterator()].some(([, member]) => member.isStreaming());

const isStreaming = ({ inputSchema, outputSchema }: Operation) => streams(inputSchema) || streams(outputSchema);

/** Sends an operation with each variant of its unions; returns what did not arrive or did not return. */
async function lost(
  client: Client,
  { service, name, inputSchema, outputSchema }: Operation,
  skipped: ReadonlySet<string>,
): Promise<string[]> {
  const found: string[] = [];
  let rounds = 1;
  for (let round = 0; round < rounds; round++) {
    const input = sampleValue(inputSchema, skipped, round);
    const answer = sampleValue(outputSchema, skipped, round);
    rounds = Math.max(input.variants, answer.variants);
    trip.answer = answer.value;
    trip.received = undefined;
    try {
      const { ExpiresString: _copied, ...output } = await trip.send(client, service, name, input.value);
      found.push(
        ...differences(plain(input.value), plain(trip.received)).map((one) => `${name} input${one}`),
        ...differences(plain(answer.value), plain(output)).map((one) => `${name} output${one}`),
      );
    } catch (error) {
      found.push(`${name} ${String(error)}`);
    }
  }
  return found;
}

async function lostBy(id: string, options: object = {}, skipped: object = members): Promise<string[]> {
  const service = await serviceOf(id);
  const client = trip.clientOf(service, options);
  const found: string[] = [];
  for (const operation of service.operations.values()) {
    if (isStreaming(operation) || `${id}.${operation.name}` in exceptions) continue;
    found.push(...(await lost(client, operation, skippedIn(operation.name, skipped))));
  }
  client.destroy();
  return found;
}

describe("between a service's own SDK client and the model's wire every member of every operation arrives", () => {
  it.each(services.map(({ id }) => id))("%s", { timeout: 30_000 }, async (id) => {
    expect(await lostBy(id, id === "SQS" ? { md5: false } : {})).toEqual([]);
  });
});

describe("a service that old and new clients speak to differently understands each of them", () => {
  const ids = ["SQS", "CloudWatch"];

  it.each(ids)("%s in awsQuery", async (id) => {
    // The class is no package's public name; a client that speaks awsQuery has it.
    const sts = trip.clientOf(await serviceOf("STS"));
    expect(
      await lostBy(id, { md5: false, protocol: sts.config.protocol.constructor }, { ...members, ...formless }),
    ).toEqual([]);
  });

  it.each(ids)("%s in rpcv2Cbor", async (id) => {
    expect(await lostBy(id, { md5: false, protocol: SmithyRpcV2CborProtocol })).toEqual([]);
  });
});

it("knows every operation its clients have a command for", { timeout: 30_000 }, async () => {
  const all = await Promise.all(services.map(({ id }) => serviceOf(id)));
  for (const { id, module, operations } of all) {
    const commands = Object.keys(module).flatMap((name) => /^([A-Z]\w*)Command$/.exec(name)?.[1] ?? []);
    expect([...operations.keys()].sort(), id).toEqual(commands.sort());
  }
});

it("leaves out only what streams and what is named here", { timeout: 30_000 }, async () => {
  const all = await Promise.all(services.map(({ id }) => serviceOf(id)));
  const left = all.flatMap(({ id, operations }) =>
    [...operations.values()].filter(isStreaming).map(({ name }) => `${id}.${name}`),
  );
  expect(left).toMatchInlineSnapshot(`
    [
      "S3.GetObject",
      "S3.GetObjectAnnotation",
      "S3.GetObjectTorrent",
      "S3.PutObject",
      "S3.PutObjectAnnotation",
      "S3.SelectObjectContent",
      "S3.UploadPart",
      "S3.WriteGetObjectResponse",
      "Logs.GetLogObject",
      "Logs.StartLiveTail",
    ]
  `);
});
