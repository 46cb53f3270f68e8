import { otherEnds } from "@/lib/data/inventory/other-ends";
import { resolveAccessPoints, resolveLogSources } from "@/lib/data/inventory/resolve-edges";
import { type ReadFacts, stageFacts } from "@/lib/data/inventory/stage-facts";
import { loadNamed } from "@/lib/data/judging/load-facts";
import { inTransaction } from "@/lib/data/transaction";
import { recording } from "@/lib/platform/clock";
import { judgeResources } from "../judging/judge-resources";
import { judgeDependants, type Occasion } from "./judge-dependants";

export type Reading = Occasion & {
  accountId: number;
  resource: ReadFacts;
  origin: "hint" | "change";
  /** Changes of ours this reading verifies. */
  changes?: readonly { resourceId: number; controlId: number; changeId: number }[];
};

/** Keeps and judges one resource that was read again, and the resources whose verdicts rest on it. Counts no gaps. */
export async function recordReading(reading: Reading): Promise<void> {
  const { accountId, origin, changes, resource, ...occasion } = reading;
  const { resourceId } = resource;
  const endsBefore = await otherEnds(resourceId);
  const isNew = (await stageFacts({ ...occasion, accountId, resources: [resource] })).length > 0;
  // An edge follows from one fact of its end: where a bucket logs to, where an access point leads.
  const links = isNew && ("logging" in resource.facts || "origin" in resource.facts);
  if (links) {
    await inTransaction(async (tx) => {
      await resolveLogSources(tx, [accountId]);
      await resolveAccessPoints(tx, [accountId]);
    });
  }
  await judgeResources({
    ...occasion,
    ...recording(),
    accountId,
    origin,
    resources: await loadNamed(accountId, [resourceId]),
    ...(changes ? { changes } : {}),
  });
  if (!isNew) return;
  await judgeDependants(links ? [...endsBefore, ...(await otherEnds(resourceId))] : endsBefore, occasion);
}
