import { z } from "zod";
import { controls } from "@/lib/controls/catalogue.gen";
import {
  accountNoticed,
  type BucketNoticed,
  bucketNoticed,
  type VerdictNoticed,
  verdictsNoticed,
} from "@/lib/data/model-organization/noticed";
import { AppError } from "@/lib/platform/errors";
import { hasModelOrganization } from "@/lib/platform/model-control";
import type { Actor } from "../access/actor";
import { authorize } from "../access/authorize";
import { type DeedId, deeds } from "./deeds";

export const NoticedQuery = z.object({
  deed: z.enum(deeds.map(({ id }) => id) as [DeedId, ...DeedId[]]),
  target: z.string().min(1).max(200),
  since: z.coerce.date(),
});

/** What Breakwater has found out since a deed; nothing yet is null. */
export type Noticed = {
  seconds: number;
  says: string[];
  /** The page to look at: of a bucket, by its id. */
  resourceId: number | null;
} | null;

/**
 * What was read since something was done to the model organization.
 * @throws AppError `not_allowed` for who does not administer, `unavailable` beside real AWS
 */
export async function readNoticed(actor: Actor, input: z.input<typeof NoticedQuery>): Promise<Noticed> {
  authorize(actor, "administer");
  if (!hasModelOrganization()) throw new AppError("unavailable", "There is no model organization here.");
  const { deed, target, since } = NoticedQuery.parse(input);
  const kind = deeds.find(({ id }) => id === deed)?.target;
  if (kind === "region") return null;
  if (kind === "account" && deed !== "new-bucket") return noticedOfAccount(target, since, deed);
  const bucket = await bucketNoticed(target, since);
  return bucket ? noticedOfBucket(bucket, since, deed) : null;
}

async function noticedOfAccount(awsId: string, since: Date, deed: DeedId): Promise<Noticed> {
  const found = await accountNoticed(awsId, since);
  const at = deed === "remove-role" ? found?.lostAt : found?.readAt;
  if (!at) return null;
  const says =
    deed === "remove-role"
      ? "The account cannot be seen: what was read of it stands as last read, and counts as unknown."
      : "The account was read in full again.";
  return { seconds: secondsAfter(since, at), says: [says], resourceId: null };
}

async function noticedOfBucket(bucket: BucketNoticed, since: Date, deed: DeedId): Promise<Noticed> {
  const { resourceId, readAt, retiredAt } = bucket;
  if (deed === "delete-bucket") {
    if (!retiredAt || retiredAt < since) return null;
    return { seconds: secondsAfter(since, retiredAt), says: ["A complete listing no longer holds it."], resourceId };
  }
  if (!readAt) return null;
  const verdicts = await verdictsNoticed(resourceId, since);
  const says = verdicts.map(sentenceOf);
  if (says.length === 0) says.push("It was read again, and no verdict is another than before.");
  return { seconds: secondsAfter(since, readAt), says, resourceId };
}

function sentenceOf({ control, because, fails }: VerdictNoticed): string {
  const title = controls.find(({ id }) => id === control)?.title ?? control;
  return fails ? `Fails now: ${title}. ${because}` : `No longer fails: ${title}.`;
}

const secondsAfter = (since: Date, at: Date): number =>
  Math.max(0, Math.round((at.getTime() - since.getTime()) / 1000));
