import { recordListing } from "@/lib/data/inventory/record-listing";
import type { ReadFacts } from "@/lib/data/inventory/stage-facts";
import { resourcesToCollect, type ToCollect } from "@/lib/data/inventory/to-collect";
import { loadAccount } from "@/lib/data/judging/load-facts";
import { collectResources } from "@/lib/jobs/collect-resources";
import { now, recording } from "@/lib/platform/clock";
import { loseAccount } from "@/lib/services/scans/lose-account";
import { recordCollected } from "@/lib/services/scans/record-account";
import { discoverAccount } from "../discover/account";
import type { MemberSession } from "../runtime/aws";
import { enabledRegions } from "../runtime/enabled-regions";
import { defineHandler } from "../runtime/handler";
import { isGone, readResourceFacts } from "../runtime/read-resource-facts";
import { Tallies } from "../runtime/tallies";

const batchSize = 200;
/** Resources read side by side; their calls share the account's limit. */
const width = 12;

export default defineHandler({
  job: collectResources,

  async handle({ scanId, accountId, after }, { aws, signal }) {
    const account = await loadAccount(accountId);
    if (!account) return;
    const at = now();
    const tallies = new Tallies();
    const batch = await resourcesToCollect(accountId, after, batchSize);
    const resources =
      batch.length === 0 ? [] : await readAll(await aws.member(account.awsId), accountId, batch, tallies, signal);
    if (resources.some(({ facts }) => isGone(facts))) {
      await listAgain(await aws.member(account.awsId), accountId, scanId, at);
    }
    const last = batch.length === batchSize ? (batch.at(-1)?.id ?? null) : null;
    await recordCollected({ scanId, accountId, at, after, resources, tallies: tallies.rows(), last });
  },

  lost: async ({ scanId, accountId }, error) => {
    await loseAccount({
      scanId,
      accountId,
      reason: "timeout",
      because: `It could not be read after several attempts: ${error}`,
    });
  },
});

async function readAll(
  session: MemberSession,
  accountId: number,
  batch: readonly ToCollect[],
  tallies: Tallies,
  signal: AbortSignal,
): Promise<ReadFacts[]> {
  const enabled = await enabledRegions(accountId);
  const read: ReadFacts[] = [];
  const queue = [...batch];
  const reader = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      signal.throwIfAborted();
      const regionEnabled = enabled(next.ref.region);
      const facts = await readResourceFacts(
        session,
        next.ref,
        tallies,
        regionEnabled === undefined ? {} : { regionEnabled },
      );
      // Where an access point leads was told by the listing and stays.
      read.push({ resourceId: next.id, facts, only: next.ref.type === "AWS::S3::AccessPoint" });
    }
  };
  await Promise.all(Array.from({ length: width }, reader));
  return read.toSorted((a, b) => a.resourceId - b.resourceId);
}

/** Something that was listed is said not to exist: only another complete listing may retire it. */
async function listAgain(session: MemberSession, accountId: number, scanId: number, at: Date): Promise<void> {
  const { resources, complete } = await discoverAccount(session, new Tallies());
  await recordListing({
    accountId,
    at,
    ...recording(),
    scanId,
    resources,
    complete: complete.filter(({ type }) => type === "AWS::S3::Bucket"),
  });
}
