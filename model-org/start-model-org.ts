import type { Server } from "node:http";
import { createControlServer } from "./control";
import type { FaultInput } from "./faults/fault";
import { Faults } from "./faults/faults";
import { handlersOf } from "./handlers/handlers";
import { actionOf, authorizedByHandler } from "./iam/actions";
import { authorize } from "./iam/authorize";
import { refuseDisabledRegion } from "./iam/disabled-region";
import { callerOf, hubRolesOf } from "./iam/sessions";
import { Past } from "./past/past";
import { eventOf } from "./past/record-call";
import { noteAddress } from "./play/address";
import { keepState, restoreState } from "./state-file";
import { createAwsServer } from "./wire/server";
import { services } from "./wire/services";
import { defaultWorld, World, type WorldOptions } from "./world/world";

export type ModelOrgOptions = Partial<WorldOptions> & {
  port?: number;
  controlPort?: number;
  faults?: readonly FaultInput[];
  /** Where changes are kept between runs. */
  state?: string;
  /** How many days of its past are still to be lived; without it the world has none. */
  days?: number;
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

export type RunningModelOrg = ModelOrg & {
  world: World;
  faults: Faults;
  past: Past | undefined;
  stop(): Promise<void>;
};

/** Starts the model organization on 127.0.0.1. Ports are free ones unless said. */
export async function startModelOrg(options: ModelOrgOptions = {}): Promise<RunningModelOrg> {
  const { port = 0, controlPort = 0, faults: rules = [], state, days, ...rest } = options;
  const world = new World({ ...defaultWorld, ...rest });
  const lived = state === undefined ? undefined : restoreState(world, state);
  const past = lived ? Past.resume(world, lived) : days === undefined ? undefined : await Past.begin(world, days);
  const flush = state === undefined ? () => {} : keepState(world, state, () => past?.state);
  const faults = new Faults(world);
  for (const rule of rules) faults.add(rule);
  const calls = new Map<string, number>();
  const aws = createAwsServer({
    services,
    handlers: (id) => handlersOf(world, id),
    callerOf: (key, token) => callerOf(world, key, token),
    async before(context, input) {
      const effect = await faults.apply(context, input);
      // Only an effect that spoils the handler's own answer leaves anything to refuse.
      if (effect !== undefined && typeof effect !== "function") return effect;
      refuseDisabledRegion(world, context);
      const { service, operation } = context;
      if (!authorizedByHandler.has(service)) authorize(world, context, actionOf(service, operation));
      return effect;
    },
    called(context, status, input) {
      faults.done(context);
      const key = `${context.service}.${context.operation}.${status}`;
      calls.set(key, (calls.get(key) ?? 0) + 1);
      const event = status >= 200 && status < 300 ? eventOf(world, context, input) : undefined;
      if (event) world.events.append(event);
    },
  });
  const control = createControlServer({ world, faults, calls, past });
  const url = await listen(aws, port);
  const controlUrl = await listen(control, controlPort);
  const forget = state === undefined ? () => {} : noteAddress(state, controlUrl);
  return {
    url,
    controlUrl,
    organizationId: world.tree.organizationId,
    managementAccountId: world.managementAccountId,
    roles: hubRolesOf(world),
    externalId: world.options.externalId,
    seed: world.options.seed,
    world,
    faults,
    past,
    stop: async () => {
      await Promise.all([close(aws), close(control)]);
      flush();
      forget();
    },
  };
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
