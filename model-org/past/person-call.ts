import { randomUUID } from "node:crypto";
import { handlersOf } from "../handlers/handlers";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { Caller } from "../world/caller";
import type { ManagementEvent } from "../world/events";
import type { World } from "../world/world";
import { eventOf } from "./record-call";
import type { Step } from "./step";

export type Call = Omit<Exclude<Step, { joins: string }>, "time">;

/** Somebody at Aldermoor, in an account: may do everything there that no policy above forbids. */
export const personIn = (world: World, accountId: string, who: string): Caller => ({
  accountId,
  arn: `arn:${world.partition}:sts::${accountId}:assumed-role/Staff/${who}`,
  kind: "person",
});

/** A call somebody made: what it was recorded as, and what AWS refused it with. */
export type Called = { event: ManagementEvent | undefined; refused: Error | undefined };

/**
 * Makes a call as a person of the organization, through the handlers the wire reaches, so that AWS's own refusals hold.
 * @throws Error for an operation without a handler
 */
export async function callAs(
  world: World,
  { service, operation, region, accountId, who, input }: Call,
): Promise<Called> {
  const caller = personIn(world, accountId, who);
  const context: Context = { service, operation, region, caller, headers: {}, requestId: randomUUID() };
  const handler = (await handlersOf(world, service))[operation];
  if (!handler) throw new Error(`Nobody answers ${service} ${operation}.`);
  try {
    await handler(input as never, context);
    return { event: eventOf(world, context, input), refused: undefined };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return {
      event: eventOf(world, context, input, error instanceof AwsError ? error.code : error.name),
      refused: error,
    };
  }
}
