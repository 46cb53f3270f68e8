import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { currentExchange } from "./exchange";

/** Where requests go instead of the host they name. The Host header keeps the real host. */
export type Redirect = { url: string } | undefined;

type Handled = ReturnType<NodeHttpHandler["handle"]>;
type Request = Parameters<NodeHttpHandler["handle"]>[0];
type Options = Parameters<NodeHttpHandler["handle"]>[1];

const seconds = 1000;

/**
 * The one transport of every client: counts requests, reads each answer whole and notes its root element, because an
 * answer with another root than the call's own is no answer. With a redirect every request goes to one address: the
 * SDK keeps its real endpoints, hosts, partitions and signatures.
 */
export class Transport extends NodeHttpHandler {
  readonly #redirect: URL | undefined;

  constructor(redirect: Redirect) {
    super({
      connectionTimeout: 5 * seconds,
      requestTimeout: 20 * seconds,
      httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 64 }),
      httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 64 }),
    });
    this.#redirect = redirect && new URL(redirect.url);
  }

  override async handle(request: Request, options?: Options): Handled {
    const exchange = currentExchange();
    if (exchange) exchange.calls++;
    if (this.#redirect) {
      const { protocol, hostname, port } = this.#redirect;
      request.protocol = protocol;
      request.hostname = hostname;
      if (port) request.port = Number(port);
      else delete request.port;
    }
    const answer = await super.handle(request, options);
    const body = answer.response.body as Readable | undefined;
    if (body && typeof body.pipe === "function") {
      const whole = await buffer(body);
      if (exchange) exchange.root = rootElement(whole.subarray(0, 1024).toString("utf8"));
      answer.response.body = new Uint8Array(whole);
    }
    return answer;
  }
}

/** @returns the local name of the first element of an XML text; undefined where it is none */
export function rootElement(text: string): string | undefined {
  const start = text.trimStart();
  if (!start.startsWith("<")) return undefined;
  return /^(?:<\?[^>]*\?>|<!--[\s\S]*?-->|<![^>]*>|\s)*<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)/.exec(start)?.[1];
}
