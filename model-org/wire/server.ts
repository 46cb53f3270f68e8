import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type CallerOf, headersOf } from "../world/caller";
import { AwsError } from "./aws-error";
import { readBody } from "./body";
import type { Context } from "./context";
import { decode } from "./decode";
import { type Answer, encode } from "./encode";
import { encodeError } from "./errors";
import { definitionOf, invalidToken, readSignature } from "./identify";
import { loadService, type Operation, type Service, type ServiceDefinition } from "./model";
import { type Protocol, protocolOf } from "./protocol";

export type Handler = (input: never, context: Context) => unknown;

/** Handlers of one service by operation. */
export type Handlers = Readonly<Record<string, Handler | undefined>>;

/** An answer, and where it is cut: unsent although all was done, or half-way through its body. */
export type CutAnswer = Answer & { cut?: "after" | "half-way" };

/** What a fault does to a call: drop the connection, answer something else, or spoil the answer. */
export type FaultEffect = "hang-up" | Answer | ((answer: Answer) => CutAnswer) | undefined;

export type ServerOptions = {
  services: readonly ServiceDefinition[];
  /** The handlers of a service, asked for at its first request and kept. */
  handlers(serviceId: string): Promise<Handlers> | Handlers;
  callerOf: CallerOf;
  /** Looked at before a handler; may wait, throw an AwsError, or take the call over. */
  before?(context: Context, input: Record<string, unknown>): Promise<FaultEffect> | FaultEffect;
  /** Told of every call that reached an operation; a status of 0 is a dropped connection. */
  called?(context: Context, status: number, input: Record<string, unknown>): void;
};

/** A call that reached an operation. */
type Call = { operation: Operation; protocol: Protocol; input: Record<string, unknown>; context: Context };

/** An HTTP server that speaks AWS's wire protocols for the services it is given. Signatures are read, not verified. */
export function createAwsServer(options: ServerOptions): Server {
  const kept = new Map<string, Promise<Handlers>>();
  const handlers = async (id: string): Promise<Handlers> => options.handlers(id);
  const keeping: ServerOptions = {
    ...options,
    handlers: (id) => {
      let table = kept.get(id);
      if (!table) {
        kept.set(id, (table = handlers(id)));
        table.catch(() => kept.delete(id));
      }
      return table;
    },
  };
  return createServer((request, response) => {
    void answer(keeping, request, response);
  });
}

async function answer(options: ServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomUUID();
  const url = urlOf(request);
  let service: Service | undefined;
  let call: Call | undefined;
  let result: CutAnswer | "hang-up";
  try {
    const signed = readSignature(request, url);
    service = await loadService(definitionOf(options.services, signed.signingName, url.pathname));
    const protocol = protocolOf(service.protocol, { headers: request.headers, url });
    const body = await readBody(request, service.protocol);
    const { headers, method = "GET" } = request;
    const token = headersOf(headers).token ?? headers["x-amz-s3session-token"]?.toString();
    const caller = options.callerOf(signed.accessKeyId, token);
    if (!caller) throw invalidToken(protocol);
    const { operation, input } = decode(service, protocol, { method, url, headers, body });
    const context = {
      service: service.id,
      operation: operation.name,
      region: signed.region,
      caller,
      headers,
      requestId,
    };
    call = { operation, protocol, input, context };
    const effect = await options.before?.(context, input);
    if (typeof effect === "function") result = effect(await handle(options, call));
    else result = effect ?? (await handle(options, call));
  } catch (error) {
    if (!(error instanceof AwsError) && !service?.errors.has((error as Error).name)) {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    }
    const protocol = protocolOf(service?.protocol, { headers: request.headers, url });
    const queryMode = request.headers["x-amzn-query-mode"] === "true";
    result = encodeError(error, { service, protocol, requestId, queryMode });
  }
  if (call) options.called?.(call.context, result === "hang-up" ? 0 : result.status, call.input);
  if (result === "hang-up" || result.cut === "after") {
    request.socket.destroy();
    return;
  }
  if (result.cut === "half-way") {
    const body = Buffer.from(result.body);
    response.writeHead(result.status, { ...result.headers, "content-length": String(body.length) });
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => request.socket.destroy());
    return;
  }
  const withoutBody = request.method === "HEAD" || result.status === 304;
  response.writeHead(result.status, result.headers).end(withoutBody ? undefined : result.body);
}

/** A path, or the whole address where a client uses the server as its proxy. */
function urlOf({ url = "/" }: IncomingMessage): URL {
  return new URL(URL.canParse(url) ? url : `http://model${url.startsWith("/") ? url : "/"}`);
}

async function handle({ handlers }: ServerOptions, { operation, protocol, input, context }: Call): Promise<Answer> {
  for (const { name, required } of operation.input) {
    if (required && input[name] === undefined) throw missing(protocol, name);
  }
  const handler = (await handlers(context.service))[operation.name];
  if (!handler) throw new AwsError("NotImplemented", `${context.service} ${operation.name} has no handler.`, 501);
  const output = ((await handler(input as never, context)) ?? {}) as Record<string, unknown>;
  return encode(operation, protocol, output, context.requestId);
}

function missing(protocol: Protocol, name: string): AwsError {
  const message = `Missing required parameter ${name}`;
  if (protocol === "restXml") return new AwsError("InvalidRequest", message);
  if (protocol === "ec2Query") return new AwsError("MissingParameter", message);
  return new AwsError(protocol === "awsQuery" ? "ValidationError" : "ValidationException", message);
}
