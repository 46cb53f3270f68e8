import { recordListing } from "@/lib/data/inventory/record-listing";
import { resourceToCollect } from "@/lib/data/inventory/to-collect";
import { readResource } from "@/lib/jobs/read-resource";
import { type Fact, unknown } from "@/lib/model/fact";
import { factSchemas } from "@/lib/model/fact-schema";
import type { ResourceRef } from "@/lib/model/resource";
import { now, recording } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { failScan } from "@/lib/services/scans/fail-scan";
import { recordResource } from "@/lib/services/scans/record-resource";
import { discoverAccount } from "../discover/account";
import type { Aws } from "../runtime/aws";
import { reasonOf } from "../runtime/classify";
import { enabledRegions } from "../runtime/enabled-regions";
import { defineHandler } from "../runtime/handler";
import { isGone, readResourceFacts } from "../runtime/read-resource-facts";
import { Tallies } from "../runtime/tallies";

export default defineHandler({
  job: readResource,

  async handle({ resourceId, scanId, event, actor }, { aws }) {
    const found = await resourceToCollect(resourceId);
    if (!found) {
      if (scanId !== null) await failScan(scanId, "The resource is no longer in the inventory.");
      return;
    }
    const { accountId, ref } = found;
    const at = now();
    const tallies = new Tallies();
    const facts = await readOne(aws, accountId, ref, tallies);
    if (isGone(facts)) await listAgain(aws, accountId, ref.accountId, at, scanId);
    await recordResource({
      accountId,
      resource: { resourceId, facts, only: ref.type !== "AWS::S3::Bucket" },
      at,
      origin: "hint",
      scanId,
      tallies: tallies.rows(),
      ...(event ? { event } : {}),
      ...(actor ? { actor } : {}),
    });
  },

  async lost({ resourceId, scanId }, error) {
    log().warn({ resourceId, error }, "a resource could not be read again");
    if (scanId !== null) await failScan(scanId, `The resource could not be read: ${error}`);
  },
});

async function readOne(aws: Aws, accountId: number, ref: ResourceRef, tallies: Tallies): Promise<Record<string, Fact>> {
  try {
    const session = await aws.member(ref.accountId);
    const regionEnabled = (await enabledRegions(accountId))(ref.region);
    return await readResourceFacts(session, ref, tallies, regionEnabled === undefined ? {} : { regionEnabled });
  } catch (error) {
    if (["throttled", "timeout"].includes(reasonOf(error))) throw error;
    const fact = unknown("account_unreachable", "sts:AssumeRole");
    for (const name of Object.keys(factSchemas[ref.type])) tallies.add(ref.region, `${ref.type}.${name}`, fact, 0);
    return Object.fromEntries(Object.keys(factSchemas[ref.type]).map((name) => [name, fact]));
  }
}

/** Only a complete listing may say that it is gone. */
async function listAgain(aws: Aws, accountId: number, awsId: string, at: Date, scanId: number | null): Promise<void> {
  const { resources, complete } = await discoverAccount(await aws.member(awsId), new Tallies());
  await recordListing({ accountId, at, ...recording(), scanId, resources, complete });
}
