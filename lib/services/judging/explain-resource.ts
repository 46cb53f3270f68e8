import { loadNamed } from "@/lib/data/judging/load-facts";
import type { JudgeFacts } from "@/lib/engine/judge";
import type { ResourceRef } from "@/lib/model/resource";
import type { Judged } from "@/lib/model/verdict";
import { now } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { authorizeResource } from "../access/authorize";
import { verdictsOf } from "./judge-resources";
import { rulesNow } from "./rules";
import { judgeFacts, loadSurroundings, refOf } from "./surroundings";

/** A resource with everything its controls see and say now, from stored facts. */
export type ExplainedResource = {
  resource: ResourceRef;
  resourceId: number;
  accountId: number;
  /** The OUs its account is in, from the root down: parameters may differ by them. */
  ouPath: readonly string[];
  facts: JudgeFacts;
  verdicts: { controlId: string; judged: Judged | "off" }[];
};

/**
 * Judges stored facts again, in full words: verdicts are stored as bytes, and only failures keep their sentence.
 * @throws AppError `not_found` outside the reader's scope; `unavailable` before the first reading
 */
export async function explainResource(actor: Actor, resourceId: number): Promise<ExplainedResource> {
  const { accountId } = await authorizeResource(actor, "read", resourceId);
  const [resource] = await loadNamed(accountId, [resourceId]);
  if (!resource) throw new AppError("unavailable", "Nothing was read of this resource yet.");
  const around = await loadSurroundings(accountId, [resourceId]);
  const facts = judgeFacts(resource, around);
  const verdicts = verdictsOf(resource, facts, around, await rulesNow(), now());
  return {
    resource: refOf(resource, around.account.awsId),
    resourceId,
    accountId,
    ouPath: around.account.path,
    facts,
    verdicts: verdicts.map(({ id, judged }) => ({ controlId: id, judged })),
  };
}
