import { z } from "zod";
import { askModelOrganization } from "@/lib/platform/model-control";
import type { Actor } from "../access/actor";
import { authorize } from "../access/authorize";

const State = z.object({
  seed: z.string(),
  buckets: z.int(),
  accounts: z.array(
    z.object({ id: z.string(), name: z.string(), state: z.string(), roles: z.object({ read: z.boolean() }) }),
  ),
  regions: z.array(z.object({ name: z.string(), broken: z.boolean() })).default([]),
});

/** The model organization as it is now, past every page. */
export type ModelOrganizationView = z.output<typeof State>;

/**
 * Looks at the model organization.
 * @throws AppError `not_allowed` for who does not administer, `unavailable` beside real AWS or where it does not answer
 */
export async function readModelOrganization(actor: Actor): Promise<ModelOrganizationView> {
  authorize(actor, "administer");
  return askModelOrganization(State, "GET", "/state");
}
