import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { type Caller, type CallerOf, headersOf } from "../world/caller";
import { AwsError } from "./aws-error";
import type { Context } from "./context";
import { decode } from "./decode";
import { type Answer, encode, encodeError } from "./encode";
import type { Operation, Service } from "./model";

export type Handler = (input: never, context: Context) => unknown;

/** What a fault does to a call: drop the connection, or answer something else. */
export type FaultEffect = "hang-up" | Answer | undefined;

export type ServerOptions = {
  services: readonly Service[];
  /** Handlers by service id and operation. */
  handlers: Readonly<Record<string, Readonly<Record<string, Handler | undefined>>>>;
  callerOf: CallerOf;
  /** Looked at before a handler; may wait, throw an AwsError, or take the call over. */
  before?(context: Context, input: Record<string, unknown>): Promise<FaultEffect> | FaultEffect;
  /** Told of every call that reached an operation. */
  called?(context: Context, status: number): void;
};

const credential = /Credential=([^/,\s]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request/;

const maxBody = 2_000_000;

/** An HTTP server that speaks AWS's wire protocols for the services it is given. Signatures are read, not verified. */
export function createAwsServer(options: ServerOptions): Server {
  return createServer((request, response) => {
    void answer(options, request, response);
  });
}

async function answer(options: ServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomUUID();
  let service: Service | undefined;
  let context: Context | undefined;
  let result: Answer | "hang-up";
  try {
    const body = await read(request);
    const url = new URL(request.url ?? "/", "http://model");
    const signed = credential.exec(request.headers.authorization ?? url.searchParams.get("X-Amz-Credential") ?? "");
    if (!signed) throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
    const [, accessKeyId = "", , region = "", signingName = ""] = signed;
    service = serviceOf(options.services, signingName, url.pathname);
    if (!service) throw new AwsError("UnknownService", `There is no model of the service ${signingName}.`, 501);
    const caller = callerFor(options, service, accessKeyId, headersOf(request.headers).token);
    const { operation, input } = decode(service, {
      method: request.method ?? "GET",
      url,
      headers: request.headers,
      body,
    });
    context = {
      service: service.id,
      operation: operation.name,
      region,
      caller,
      headers: request.headers,
      requestId,
    };
    result = (await options.before?.(context, input)) ?? (await handle(options, operation, input, context));
  } catch (error) {
    if (!(error instanceof AwsError) && !service?.errors.has((error as Error).name)) {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    }
    result = encodeError(service, error, requestId);
  }
  if (result === "hang-up") {
    request.socket.destroy();
    if (context) options.called?.(context, 0);
    return;
  }
  if (context) options.called?.(context, result.status);
  const withoutBody = request.method === "HEAD" || result.status === 304;
  response.writeHead(result.status, result.headers).end(withoutBody ? undefined : result.body);
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const body = await buffer(request);
  if (body.length > maxBody) throw new AwsError("EntityTooLarge", "The request is too large.", 400);
  return body;
}

/** S3 and S3 Control sign alike: the path of S3 Control begins with its version. */
function serviceOf(services: readonly Service[], signingName: string, path: string): Service | undefined {
  const name = /^s3(express|-outposts)$/.test(signingName) ? "s3" : signingName;
  const candidates = services.filter((service) => service.signingName === name);
  if (candidates.length < 2) return candidates[0];
  const isControl = path.startsWith("/v20180820/");
  return candidates.find(({ id }) => (id === "S3Control") === isControl);
}

function callerFor(options: ServerOptions, service: Service, accessKeyId: string, token: string | undefined): Caller {
  const caller = options.callerOf(accessKeyId, token);
  if (caller) return caller;
  const codes = { restXml: "InvalidAccessKeyId", awsQuery: "InvalidClientTokenId" } as const;
  const code =
    service.protocol === "restXml" || service.protocol === "awsQuery"
      ? codes[service.protocol]
      : "UnrecognizedClientException";
  throw new AwsError(code, "The security token included in the request is invalid.", 403);
}

async function handle(
  { handlers }: ServerOptions,
  operation: Operation,
  input: Record<string, unknown>,
  context: Context,
): Promise<Answer> {
  for (const { name, required } of operation.input) {
    if (!required || input[name] !== undefined) continue;
    const code = operation.service.protocol === "restXml" ? "InvalidRequest" : "ValidationException";
    throw new AwsError(code, `Missing required parameter ${name}`);
  }
  const handler = handlers[context.service]?.[operation.name];
  if (!handler) throw new AwsError("NotImplemented", `${context.service} ${operation.name} has no handler.`, 501);
  const output = ((await handler(input as never, context)) ?? {}) as Record<string, unknown>;
  return encode(operation, output, context.requestId);
}
