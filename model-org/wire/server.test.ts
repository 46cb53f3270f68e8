import { afterEach, describe, expect, it } from "vitest";
import { AwsError } from "./aws-error";
import { type Listening, listen } from "./listening-server";
import { send, signedFor } from "./raw-request";
import type { Handlers, ServerOptions } from "./server";
import { services } from "./services";

let server: Listening | undefined;

afterEach(() => server?.stop());

const start = async (options: Partial<ServerOptions> = {}): Promise<Listening> => (server = await listen(options));

const listKeys = {
  headers: {
    ...signedFor("kms"),
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "TrentService.ListKeys",
  },
  body: '{"Limit":3}',
};

describe("a service", () => {
  it("is loaded at its first request and kept, and so are its handlers", async () => {
    let loaded = 0;
    const asked: string[] = [];
    const handlers: Handlers = { ListKeys: () => ({ Keys: [] }) };
    const counted = services.map((definition) => ({
      ...definition,
      load: () => {
        loaded++;
        return definition.load();
      },
    }));
    const { url } = await start({
      services: counted,
      handlers: async (id) => {
        asked.push(id);
        return handlers;
      },
    });
    expect(loaded).toBe(0);
    const [one, two] = await Promise.all([send(url, listKeys), send(url, listKeys)]);
    expect([one.body, two.body]).toEqual(['{"Keys":[]}', '{"Keys":[]}']);
    expect(loaded).toBe(1);
    expect(asked).toEqual(["KMS"]);
  });

  it("whose handlers could not be loaded is asked for again", async () => {
    let tries = 0;
    const { url } = await start({
      handlers: () => {
        if (++tries === 1) throw new AwsError("ServiceUnavailable", "Not yet.", 503);
        return { ListKeys: () => ({ Keys: [] }) };
      },
    });
    expect((await send(url, listKeys)).status).toBe(503);
    expect((await send(url, listKeys)).status).toBe(200);
  });

  it("without a handler says so", async () => {
    const { url } = await start({});
    expect(await send(url, listKeys)).toMatchObject({ status: 501 });
  });
});

describe("who listens to calls", () => {
  it("is told the operation, the status and the input, also of what was refused", async () => {
    const { url, calls } = await start({});
    await send(url, listKeys);
    expect(calls).toMatchObject([
      { context: { service: "KMS", operation: "ListKeys", region: "eu-west-1" }, status: 501, input: { Limit: 3 } },
    ]);
  });

  it("is told of a dropped connection as status 0", async () => {
    const { url, calls } = await start({ before: () => "hang-up" });
    await expect(send(url, listKeys)).rejects.toThrow();
    expect(calls).toMatchObject([{ status: 0, input: { Limit: 3 } }]);
  });

  it("is told nothing of what nobody signed", async () => {
    const { url, calls } = await start({});
    expect(await send(url, { ...listKeys, headers: { "x-amz-target": "TrentService.ListKeys" } })).toMatchObject({
      status: 403,
    });
    expect(calls).toEqual([]);
  });
});
