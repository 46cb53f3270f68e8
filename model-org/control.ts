import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { Fault } from "./faults/fault";
import type { Faults } from "./faults/faults";
import type { Past } from "./past/past";
import { deeds } from "./play/deeds";
import { isBroken } from "./play/regions";
import { Refused } from "./refused";
import type { Bucket } from "./world/configuration";
import type { World } from "./world/world";

/** Calls that reached an operation, by service, operation and status. */
export type CallCounts = Map<string, number>;

/** What the control API looks at and changes. */
export type Stage = { world: World; faults: Faults; calls: CallCounts; past: Past | undefined };

/**
 * The control API, on a port of its own: looks at the world and changes it behind AWS's back, as a demonstration and
 * the tests need. JSON in and out.
 */
export function createControlServer(stage: Stage): Server {
  return createServer((request, response) => {
    void serve(stage, request, response);
  });
}

/** Names this machine calls itself by: a page of somebody else that was led here by its name is refused. */
const isLoopback = (host: string | undefined): boolean => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? "");

async function serve(stage: Stage, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = (status: number, told: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(told));
  try {
    if (request.headers.origin !== undefined || !isLoopback(request.headers.host)) {
      throw new Refused(403, "The control API answers this machine's own programs, and no web page.");
    }
    const { pathname } = new URL(request.url ?? "/", "http://control");
    const body = await text(request);
    const given: unknown = body === "" ? {} : JSON.parse(body);
    answer(200, await act(stage, `${request.method} ${pathname}`, given));
  } catch (error) {
    if (error instanceof z.ZodError) answer(400, { error: error.issues.map(({ message }) => message).join(" ") });
    else
      answer(error instanceof Refused ? error.status : 400, {
        error: error instanceof Error ? error.message : String(error),
      });
  }
}

/** Where the past has come to; a day given lives up to its end. */
async function clock(past: Past | undefined, method: string | undefined, given: unknown): Promise<unknown> {
  if (!past) throw new Refused(404, "This model organization has no past: start it with --days.");
  if (method === "GET") return past.status;
  if (method !== "POST") throw new Refused(404, "The clock is read and set forward.");
  const events = await past.liveUntil(Number((given as { day?: unknown }).day));
  return { ...past.status, events };
}

function act({ world, faults, calls, past }: Stage, route: string, given: unknown): unknown {
  const [method, pathname = "/"] = route.split(" ");
  const [, kind, id, part] = pathname.split("/").map(decodeURIComponent);
  switch (`${method} ${kind}`) {
    case "GET clock":
    case "POST clock":
      return clock(past, method, given);
    case "POST play":
      return (deeds[id ?? ""] ?? unknownDeed)({ world, faults }, given);
    case "GET state":
      return {
        regions: world.regions.map((name) => ({ name, broken: isBroken(faults, name) })),
        seed: world.options.seed,
        accounts: world.tree.accounts.map(({ id: account, name, state, roles }) => ({
          id: account,
          name,
          state,
          roles,
        })),
        buckets: world.bucketCount,
        faults: faults.list().length,
      };
    case "GET faults":
      return faults.list();
    case "POST faults":
      return { id: faults.add(Fault.parse(given)) };
    case "DELETE faults":
      faults.remove(id || undefined);
      return {};
    case "GET calls":
      return Object.fromEntries(calls);
    case "DELETE calls":
      calls.clear();
      return {};
    case "GET buckets":
      return bucket(world, id);
    case "POST buckets":
      return putBucket(world, id ?? "", given as Partial<Bucket>);
    case "DELETE buckets":
      world.changeBucket(bucket(world, id).name, null);
      return {};
    case "POST accounts":
      return changeAccount(world, id ?? "", part, given as Record<string, unknown>);
    default:
      throw new Refused(404, `The control API has no ${route}.`);
  }
}

function unknownDeed(): never {
  throw new Refused(404, `There is no such deed: ${Object.keys(deeds).join(", ")}.`);
}

function bucket(world: World, name: string | undefined): Bucket {
  const found = world.bucket(name ?? "");
  if (!found) throw new Refused(404, "There is no such bucket.");
  return found;
}

/** Changes what is given; a bucket that is not there needs its account, and begins as AWS would make it. */
function putBucket(world: World, name: string, patch: Partial<Bucket>): Bucket {
  const before = world.bucket(name);
  const like = before ?? (patch.accountId ? world.bucketsOf(patch.accountId)[0] : undefined);
  if (!like) throw new Refused(400, "A new bucket needs the accountId of an account that has buckets.");
  const fresh: Bucket = before ?? {
    ...like,
    policy: null,
    logging: null,
    tags: null,
    website: null,
    versioning: null,
    settings: {},
    grants: like.grants.slice(0, 1),
  };
  const after = { ...fresh, ...patch, name };
  world.changeBucket(name, after);
  return after;
}

function changeAccount(world: World, id: string, part: string | undefined, given: Record<string, unknown>): unknown {
  const account = world.account(id);
  if (!account) throw new Refused(404, "There is no such account.");
  if (part === "role") {
    const present = given["present"] !== false;
    world.changeAccount({ ...account, roles: { read: present, remediate: present } });
  } else if (part === "ou") {
    const ou = world.tree.ous.find(({ id: ouId, name }) => ouId === given["ou"] || name === given["ou"]);
    if (!ou) throw new Refused(404, "There is no such OU.");
    world.changeAccount({ ...account, ouId: ou.id });
  } else throw new Refused(404, "An account has a role and an ou to change.");
  return {};
}
