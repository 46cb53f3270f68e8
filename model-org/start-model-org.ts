import type { Server } from "node:http";
import { createControlServer } from "./control";
import { type Fault, Faults } from "./faults/faults";
import { account } from "./handlers/account";
import { config } from "./handlers/config";
import { organizations } from "./handlers/organizations";
import { s3Access } from "./handlers/s3-access";
import { s3Buckets } from "./handlers/s3-buckets";
import { s3Configuration } from "./handlers/s3-configuration";
import { s3Control } from "./handlers/s3-control";
import { sts } from "./handlers/sts";
import { keepState } from "./state-file";
import { createAwsServer, type ServerOptions } from "./wire/server";
import { services } from "./wire/services";
import { defaultWorld, World, type WorldOptions } from "./world/world";

export type ModelOrgOptions = Partial<WorldOptions> & {
  port?: number;
  controlPort?: number;
  faults?: readonly Fault[];
  /** Where changes are kept between runs. */
  state?: string;
};

/** What the ready line says. */
export type ModelOrg = {
  url: string;
  controlUrl: string;
  organizationId: string;
  managementAccountId: string;
  roles: Record<"reader" | "remediator", { arn: string; accessKeyId: string }>;
  externalId: string;
  seed: string;
};

export type RunningModelOrg = ModelOrg & { world: World; faults: Faults; stop(): Promise<void> };

/** Starts the model organization on 127.0.0.1. Ports are free ones unless said. */
export async function startModelOrg(options: ModelOrgOptions = {}): Promise<RunningModelOrg> {
  const { port = 0, controlPort = 0, faults: rules = [], state, ...rest } = options;
  const world = new World({ ...defaultWorld, ...rest });
  if (state !== undefined) keepState(world, state);
  const faults = new Faults();
  for (const rule of rules) faults.add(rule);
  const calls = new Map<string, number>();
  const aws = createAwsServer({
    services,
    handlers: handlers(world),
    callerOf: (key, token) => world.callerOf(key, token),
    before: (context, input) => faults.apply(context, input),
    called: ({ service, operation }, status) => {
      const key = `${service}.${operation}.${status}`;
      calls.set(key, (calls.get(key) ?? 0) + 1);
    },
  });
  const control = createControlServer(world, faults, calls);
  const url = await listen(aws, port);
  const controlUrl = await listen(control, controlPort);
  return {
    url,
    controlUrl,
    organizationId: world.tree.organizationId,
    managementAccountId: world.managementAccountId,
    roles: world.hubRoles(),
    externalId: world.options.externalId,
    seed: world.options.seed,
    world,
    faults,
    stop: async () => {
      await Promise.all([close(aws), close(control)]);
    },
  };
}

function handlers(world: World): ServerOptions["handlers"] {
  // Safe: each table is typed by its own client; the server calls a handler only with what that client's schema read.
  return {
    S3: { ...s3Buckets(world), ...s3Access(world), ...s3Configuration(world) },
    S3Control: s3Control(world),
    Organizations: organizations(world),
    STS: sts(world),
    Account: account(world),
    Config: config(world),
  } as unknown as ServerOptions["handlers"];
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return `http://127.0.0.1:${address.port}`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
