import type { AddressInfo } from "node:net";
import type { Context } from "./context";
import { createAwsServer, type ServerOptions } from "./server";
import { services } from "./services";

export type Called = { context: Context; status: number; input: Record<string, unknown> };

export type Listening = { url: string; calls: readonly Called[]; stop(): void };

/** Starts a wire server without handlers, unless given, that keeps the calls it is told of. Every key is an administrator's. */
export async function listen(options: Partial<ServerOptions> = {}): Promise<Listening> {
  const calls: Called[] = [];
  const server = createAwsServer({
    services,
    handlers: () => ({}),
    callerOf: () => ({ accountId: "111122223333", arn: "a caller", kind: "administrator" }),
    called: (context, status, input) => calls.push({ context, status, input }),
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
