import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { NormalizedSchema } from "@smithy/core/schema";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Operation, Service } from "./model";
import { sampleValue } from "./sample-value";
import { createAwsServer, type Handler } from "./server";
import { services } from "./services";

/** Operations that cannot make the round trip, and why. */
const exceptions: Readonly<Record<string, string>> = {
  "STS.AssumeRoleWithSAML": "is sent without a signature, and the model knows a service by its signature",
  "STS.AssumeRoleWithWebIdentity": "is sent without a signature, and the model knows a service by its signature",
};

/** Members the SDK itself makes or replaces, and why. */
const members: Readonly<Record<string, string>> = {
  SSECustomerKey: "the SDK sends its digest beside it",
  SSECustomerKeyMD5: "the SDK computes it",
  CopySourceSSECustomerKey: "the SDK sends its digest beside it",
  CopySourceSSECustomerKeyMD5: "the SDK computes it",
  ExpiresString: "the SDK copies it from the header Expires",
};
const skipped = new Set(Object.keys(members));

type Command = new (input: object) => object;
type Client = { send(command: object): Promise<Record<string, unknown>>; destroy(): void };
type ClientConstructor = new (options: object) => Client;

let received: unknown;
let answer: Record<string, unknown> = {};
let server: Server;
let transport: ToServer;

/** Sends every request to the server, whatever host the SDK resolved. */
class ToServer extends NodeHttpHandler {
  constructor(private readonly port: number) {
    super();
  }

  override handle(...[request, options]: Parameters<NodeHttpHandler["handle"]>): ReturnType<NodeHttpHandler["handle"]> {
    return super.handle(Object.assign(request, { protocol: "http:", hostname: "127.0.0.1", port: this.port }), options);
  }
}

const handlersOf = ({ id, operations }: Service): [string, Record<string, Handler>] => [
  id,
  Object.fromEntries(
    [...operations.keys()].map((name) => [
      name,
      (input: unknown) => {
        received = input;
        return answer;
      },
    ]),
  ),
];

beforeAll(async () => {
  server = createAwsServer({
    services,
    handlers: Object.fromEntries(services.map(handlersOf)),
    callerOf: () => ({ accountId: "111122223333", arn: "a caller", kind: "administrator" }),
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  transport = new ToServer((server.address() as AddressInfo).port);
});

afterAll(() => {
  transport.destroy();
  server.closeAllConnections();
  server.close();
});

function clientOf({ module }: Service): Client {
  const [, Constructor] = Object.entries(module).find(
    ([name, value]) => /^[A-Z]\w*Client$/.test(name) && typeof value === "function",
  ) as [string, ClientConstructor];
  return new Constructor({
    region: "us-east-1",
    requestHandler: transport,
    maxAttempts: 1,
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
  });
}

const streams = (schema: NormalizedSchema): boolean =>
  !schema.isUnitSchema() && [...schema.structIterator()].some(([, member]) => member.isStreaming());

const isStreaming = ({ inputSchema, outputSchema }: Operation) => streams(inputSchema) || streams(outputSchema);

/** Values as they compare: bytes as numbers, and without what the SDK adds. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  if (value instanceof String) return String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) =>
      one === undefined || key === "$metadata" ? [] : [[key, plain(one)]],
    ),
  );
}

const named = services.map((service) => ({ id: service.id, service }));

describe.each(named)("$id, between its own SDK client and the model's wire", ({ service }) => {
  let client: Client | undefined;
  const operations = [...service.operations.values()].filter(
    (operation) => !isStreaming(operation) && !(`${service.id}.${operation.name}` in exceptions),
  );

  it.each(operations)("$name arrives as it was sent and returns as it was answered", async (operation) => {
    const input = sampleValue(operation.inputSchema, skipped);
    answer = sampleValue(operation.outputSchema, skipped);
    received = undefined;
    const CommandOf = service.module[`${operation.name}Command`] as Command;
    client ??= clientOf(service);
    const output = await client.send(new CommandOf(structuredClone(input)));
    expect(plain(received)).toEqual(plain(input));
    const { ExpiresString: _copied, ...told } = output;
    expect(plain(told)).toEqual(plain(answer));
  });
});

it("leaves out only what streams and what is named here", () => {
  const left = services.flatMap(({ id, operations }) =>
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
    ]
  `);
});
