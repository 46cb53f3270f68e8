import { recountGaps } from "@/lib/data/ingest/recount-gaps";
import { endsElsewhere } from "@/lib/data/inventory/other-ends";
import { resolveAccessPoints, resolveLogSources } from "@/lib/data/inventory/resolve-edges";
import { loadResources } from "@/lib/data/judging/load-facts";
import { inTransaction } from "@/lib/data/transaction";
import { recording } from "@/lib/platform/clock";
import { judgeResources } from "../judging/judge-resources";
import { judgeDependants, type Occasion } from "./judge-dependants";

const pageSize = 200;

/**
 * Judges everything in an account now: what was just read on its new facts, and what rests on that from stored ones,
 * in other accounts too. Asks AWS nothing.
 */
export async function judgeAccount(accountId: number, occasion: Occasion): Promise<void> {
  const before = await endsElsewhere(accountId);
  await inTransaction(async (tx) => {
    await resolveLogSources(tx, [accountId]);
    await resolveAccessPoints(tx, [accountId]);
  });
  for (let after = 0; ; ) {
    const resources = await loadResources(accountId, after, pageSize);
    const common = { ...occasion, ...recording(), accountId };
    const { waiting = [], standing = [] } = Object.groupBy(resources, ({ readAt }) =>
      readAt ? "waiting" : "standing",
    );
    await judgeResources({ ...common, origin: "hint", resources: waiting });
    await judgeResources({ ...common, origin: "rejudge", resources: standing });
    const last = resources.at(-1)?.id;
    if (last === undefined || resources.length < pageSize) break;
    after = last;
  }
  await judgeDependants([...before, ...(await endsElsewhere(accountId))], occasion);
  await recountGaps(accountId, occasion.at);
}
