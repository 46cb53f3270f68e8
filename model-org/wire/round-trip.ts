import { NodeHttpHandler } from "@smithy/node-http-handler";
import { type Listening, listen } from "./listening-server";
import { loadService, type Service } from "./model";
import type { Handlers } from "./server";
import { services } from "./services";

type Command = new (input: object) => object;
export type Client = {
  config: { protocol: object };
  send(command: object): Promise<Record<string, unknown>>;
  destroy(): void;
};
type ClientConstructor = new (options: object) => Client;

/** Sends every request to the server, whatever host the SDK resolved. */
class ToServer extends NodeHttpHandler {
  constructor(private readonly port: number) {
    super();
  }

  override handle(...[request, options]: Parameters<NodeHttpHandler["handle"]>): ReturnType<NodeHttpHandler["handle"]> {
    return super.handle(Object.assign(request, { protocol: "http:", hostname: "127.0.0.1", port: this.port }), options);
  }
}

/** A wire server whose handlers answer what they are told to and keep what they were sent, and clients that reach it. */
export class RoundTrip {
  received: unknown;
  /** What every operation answers; an error is thrown. */
  answer: Record<string, unknown> | Error = {};
  #server: Listening | undefined;
  #transport: ToServer | undefined;

  /** @returns where the server listens */
  async start(): Promise<string> {
    this.#server = await listen({
      handlers: (id) => this.#handlersOf(id),
      callerOf: (key) =>
        key === "nobody" ? undefined : { accountId: "111122223333", arn: "a caller", kind: "administrator" },
    });
    const { url } = this.#server;
    this.#transport = new ToServer(Number(new URL(url).port));
    return url;
  }

  stop(): void {
    this.#transport?.destroy();
    this.#server?.stop();
  }

  async #handlersOf(id: string): Promise<Handlers> {
    const { operations } = await serviceOf(id);
    const handler = (input: unknown) => {
      this.received = input;
      if (this.answer instanceof Error) throw this.answer;
      return this.answer;
    };
    return Object.fromEntries([...operations.keys()].map((name) => [name, handler]));
  }

  /** @returns the service's own SDK client */
  clientOf({ module }: Service, options: object = {}): Client {
    const [, Constructor] = Object.entries(module).find(
      ([name, value]) => /^[A-Z]\w*Client$/.test(name) && typeof value === "function",
    ) as [string, ClientConstructor];
    return new Constructor({
      region: "us-east-1",
      requestHandler: this.#transport,
      maxAttempts: 1,
      credentials: { accessKeyId: "key", secretAccessKey: "secret" },
      ...options,
    });
  }

  /** Sends an operation; the SDK may change the input it is given. */
  send(client: Client, { module }: Service, operation: string, input: object): Promise<Record<string, unknown>> {
    const CommandOf = module[`${operation}Command`] as Command;
    return client.send(new CommandOf(structuredClone(input)));
  }
}

/** @returns a service by its id, loaded */
export async function serviceOf(id: string): Promise<Service> {
  const definition = services.find((one) => one.id === id);
  if (!definition) throw new Error(`There is no service ${id}.`);
  return loadService(definition);
}

/** Values as they compare: bytes as numbers, and without what the SDK adds. */
export function plain(value: unknown): unknown {
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

/** @returns the paths at which two values differ, with both values there */
export function differences(sent: unknown, arrived: unknown, path = ""): string[] {
  if (isTree(sent) && isTree(arrived) && Array.isArray(sent) === Array.isArray(arrived)) {
    const keys = new Set([...Object.keys(sent), ...Object.keys(arrived)]);
    return [...keys].flatMap((key) => differences(sent[key], arrived[key], `${path}.${key}`));
  }
  const [one, two] = [JSON.stringify(sent), JSON.stringify(arrived)];
  return one === two ? [] : [`${path}: ${one?.slice(0, 80)} became ${two?.slice(0, 80)}`];
}

const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !(value instanceof Date);
