import { z } from "zod";
import { recordAudit } from "@/lib/data/audit";
import { inTransaction } from "@/lib/data/transaction";
import { now } from "@/lib/platform/clock";
import { askModelOrganization } from "@/lib/platform/model-control";
import type { Actor } from "../access/actor";
import { authorize } from "../access/authorize";
import { refuseWhileArriving } from "../replay/arriving";
import { type DeedId, deeds } from "./deeds";

const ids = deeds.map(({ id }) => id) as [DeedId, ...DeedId[]];

export const Play = z.object({
  deed: z.enum(ids),
  /** A bucket's or region's name, or an account's id. */
  target: z.string().trim().min(1, "Say what to do it to.").max(200),
});

/** What was done, by whom it will be noticed, and what to look for. */
export type Played = {
  deed: DeedId;
  /** What it was done to; the new bucket's name where one was made. */
  target: string;
  did: string;
  look: string;
  at: string;
};

const Told = z.object({ did: z.string(), look: z.string().default(""), bucket: z.string().optional() });

/**
 * Does something to the model organization, as somebody in it would: by a call that Breakwater hears of like any other.
 * @throws AppError `not_allowed` for who does not administer, `unavailable` beside real AWS, `invalid` with the model's own
 * sentence where it refuses
 */
export async function play(actor: Actor, input: z.input<typeof Play>): Promise<Played> {
  authorize(actor, "administer");
  const { deed, target } = Play.parse(input);
  await refuseWhileArriving();
  const at = now();
  const of = deeds.find(({ id }) => id === deed)?.target ?? "bucket";
  const { did, look, bucket } = await askModelOrganization(Told, "POST", `/play/${deed}`, { [of]: target });
  await inTransaction((tx) =>
    recordAudit(tx, {
      at,
      actor: actor.id,
      action: `model-organization.${deed}`,
      target: `${of}/${target}`,
      ouId: null,
      after: { did },
    }),
  );
  return { deed, target: bucket ?? target, did, look, at: at.toISOString() };
}
