import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AwsError } from "./aws-error";
import type { ErrorShape } from "./model";
import { differences, plain, RoundTrip, serviceOf } from "./round-trip";
import { sampleValue } from "./sample-value";
import { services } from "./services";

const trip = new RoundTrip();

beforeAll(() => trip.start());
afterAll(() => trip.stop());

type Thrown = Error & { $metadata?: { httpStatusCode?: number } };

/** Throws an error in a service's first operation that any client sends, and returns what the SDK makes of it. */
async function thrownBy(id: string, error: Error, options: object = {}): Promise<Thrown> {
  const service = await serviceOf(id);
  const client = trip.clientOf(service, options);
  const operation = [...service.operations.values()].find(({ name }) => /^(List|Get|Describe)/.test(name));
  if (!operation) return expect.fail(`${id} has nothing to read.`);
  trip.answer = error;
  const { value } = sampleValue(operation.inputSchema);
  const thrown = await trip.send(client, service, operation.name, value).then(
    () => expect.fail("No error was thrown."),
    (reason: Thrown) => reason,
  );
  client.destroy();
  return thrown;
}

/** Members the SDK lays its own over, and the error's name repeated. */
const own = new Set(["message", "Message", "Type", "Code", "Error", "errorType"]);

/** Errors the SDK itself takes for others, and why. */
const exceptions: Readonly<Record<string, string>> = {
  "CloudWatch.DashboardNotFoundError": "its code in awsQuery is the name of another error, ResourceNotFound",
};

function membersOf({ schema }: ErrorShape, of: object): Record<string, unknown> {
  const names = [...schema.structIterator()].map(([name]) => name).filter((name) => !own.has(name));
  return Object.fromEntries(names.map((name) => [name, (of as Record<string, unknown>)[name]]));
}

describe("every error a client models is the client's own class again, with its members and its message", () => {
  it.each(services.map(({ id }) => id))("%s", { timeout: 30_000 }, async (id) => {
    const { errors, module } = await serviceOf(id);
    const found: string[] = [];
    for (const shape of new Set(errors.values())) {
      const Class = module[shape.name] as new (options: object) => Error;
      // The base class of a service's errors is nothing the service throws.
      if (/^[A-Z]\w*ServiceException$/.test(shape.name) && shape.schema.getName(true)?.includes("synthetic")) continue;
      if (`${id}.${shape.name}` in exceptions) continue;
      const { value } = sampleValue(shape.schema, own);
      const error = Object.assign(new Class({ message: "<said>", $metadata: {} }), value);
      const thrown = await thrownBy(id, error);
      if (thrown.constructor !== Class) found.push(`${shape.name} became ${thrown.name}`);
      if (thrown.message !== "<said>") found.push(`${shape.name} says ${thrown.message}`);
      const status = thrown.$metadata?.httpStatusCode ?? 0;
      if (shape.fault === "client" ? status < 400 || status > 499 : status < 500) found.push(`${shape.name} ${status}`);
      found.push(
        ...differences(plain(membersOf(shape, value)), plain(membersOf(shape, thrown))).map((one) => shape.name + one),
      );
    }
    expect(found).toEqual([]);
  });
});

describe("an error no client models keeps its code, its message and its status", () => {
  it.each(services.map(({ id }) => id))("%s", async (id) => {
    const thrown = await thrownBy(id, new AwsError("NobodyModelsThis", "It is <so>.", 418));
    expect(thrown).toMatchObject({ name: "NobodyModelsThis", $metadata: { httpStatusCode: 418 } });
    expect(thrown.message).toBe("It is <so>.");
  });
});

describe("a key nobody holds is refused in the words of each protocol", () => {
  it.each([
    ["S3", "InvalidAccessKeyId"],
    ["Account", "UnrecognizedClientException"],
    ["Organizations", "UnrecognizedClientException"],
    ["STS", "InvalidClientTokenId"],
    ["EC2", "AuthFailure"],
  ])("%s: %s", async (id, name) => {
    const credentials = { accessKeyId: "nobody", secretAccessKey: "secret" };
    expect(await thrownBy(id, new Error("unreached"), { credentials })).toMatchObject({
      name,
      $metadata: { httpStatusCode: 403 },
    });
  });
});
