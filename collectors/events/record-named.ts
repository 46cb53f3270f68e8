import type { LoadedResource } from "@/lib/data/judging/load-facts";
import { regionArn } from "@/lib/model/resource";
import type { Occasion } from "@/lib/services/hints/judge-dependants";
import { recordListed } from "@/lib/services/hints/record-listed";
import { recordReading } from "@/lib/services/hints/record-reading";
import { stageTold } from "@/lib/services/hints/stage-told";
import type { Named, NamedReading } from "./read-named";

/** An account whose resources are read again, with its own resource and its regions as they are stored. */
export type Place = {
  accountId: number;
  awsId: string;
  partition: string;
  own: LoadedResource | undefined;
  regions: readonly LoadedResource[];
};

/**
 * Keeps and judges what was read of one resource.
 * @returns whether its list told something new of the account or a region, on which everything else in it rests
 */
export async function recordNamed(
  place: Place,
  target: Named,
  region: string,
  { arn, known, listing, facts, whole }: NamedReading,
  occasion: Occasion,
): Promise<boolean> {
  const { accountId } = place;
  let resourceId = known?.id ?? null;
  let told = false;
  if (listing) {
    told = await tellList(place, target, region, listing.fact, occasion);
    if (listing.fact.known) {
      const complete =
        target.kind === "bucket"
          ? { type: "AWS::S3::Bucket" as const, region: null }
          : { type: "AWS::S3::AccessPoint" as const, region };
      resourceId = await recordListed({ accountId, arn, resourceId, listed: listing.entry, complete }, occasion);
    }
  }
  if (facts && resourceId !== null) {
    const resource = { resourceId, facts, only: !whole };
    await recordReading({ ...occasion, accountId, origin: "hint", resource });
  }
  return told;
}

/** Whether a list can be read is a fact of the account, or of the region. */
async function tellList(
  { accountId, awsId, partition, own, regions }: Place,
  { kind }: Named,
  region: string,
  fact: NonNullable<NamedReading["listing"]>["fact"],
  occasion: Occasion,
): Promise<boolean> {
  const where = kind === "bucket" ? own : regions.find(({ arn }) => arn === regionArn(partition, awsId, region));
  if (!where) return false;
  const name = kind === "bucket" ? "bucketsListed" : "accessPointsListed";
  return stageTold(accountId, where.id, { [name]: fact }, occasion);
}
