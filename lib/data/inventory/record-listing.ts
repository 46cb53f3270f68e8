import type { ResourceType } from "@/lib/model/resource";
import { resurrectResources } from "../ingest/resurrect-resources";
import { retireResources } from "../ingest/retire-resources";
import { inTransaction } from "../transaction";
import { bumpVersion } from "../version";

export type ListedResource = { type: ResourceType; arn: string; name: string; region: string | null };

/** What was listed to the end: only there may a resource that is missing be retired. A null region means every region. */
export type CompleteListing = { type: ResourceType; region: string | null };

export type Listing = {
  /** `aws_account.id`. */
  accountId: number;
  /** When the listing began. */
  at: Date;
  recordedAt: Date;
  /** It tells of a past that is replayed. */
  replayed: boolean;
  scanId: number | null;
  resources: readonly ListedResource[];
  complete: readonly CompleteListing[];
  /** ARNs: only these are taken from the listing and into account. What else it says is left for a scan. */
  only?: readonly string[];
};

/** What a listing changed. */
export type RecordedListing = { ids: Map<string, number>; retired: number[] };

/**
 * Makes the inventory of an account what a listing found. What a complete listing does not hold is retired; what a
 * denied or broken one does not hold is "not seen since".
 * @returns `resource.id` by ARN, and what was retired
 */
export async function recordListing(listing: Listing): Promise<RecordedListing> {
  const { accountId, at } = listing;
  const { only } = listing;
  const about = listing.resources.filter(({ arn }) => !only || only.includes(arn));
  const resources = [...new Map(about.map((resource) => [resource.arn, resource])).values()];
  const ids = await inTransaction(async (tx) => {
    const rows = await tx.query<{ id: number; arn: string; added: boolean; back: boolean }>(
      `insert into resource (type, arn, account_id, region, name, first_seen)
       select type, arn, $5, region, name, $6 from unnest($1::text[], $2::text[], $3::text[], $4::text[])
         as l (type, arn, region, name)
       on conflict (account_id, arn) do update set region = coalesce(excluded.region, resource.region), not_seen_since = null
       returning id, arn, (xmax = 0) as added, retired_at is not null as back`,
      [
        resources.map(({ type }) => type),
        resources.map(({ arn }) => arn),
        resources.map(({ region }) => region),
        resources.map(({ name }) => name),
        accountId,
        at,
      ],
    );
    if (rows.some(({ added }) => added)) await bumpVersion(tx, "inventory");
    return rows;
  });
  await resurrectResources(
    accountId,
    ids.filter(({ back }) => back).map(({ id }) => id),
  );
  const missing = await inTransaction((tx) =>
    tx.query<{ id: number; type: ResourceType; region: string | null }>(
      `select id, type, region from resource
       where account_id = $1 and retired_at is null and id <> all($2) and type = any($3) and first_seen <= $4
         and ($5::text[] is null or arn = any($5))`,
      [accountId, ids.map(({ id }) => id), ["AWS::S3::Bucket", "AWS::S3::AccessPoint"], at, only ?? null],
    ),
  );
  const isListed = ({ type, region }: { type: ResourceType; region: string | null }) =>
    listing.complete.some((c) => c.type === type && (c.region === null || c.region === region));
  const gone = missing.filter(isListed).map(({ id }) => id);
  const notSeen = missing.filter((resource) => !isListed(resource)).map(({ id }) => id);
  await inTransaction((tx) =>
    tx.query("update resource set not_seen_since = $2 where id = any($1) and not_seen_since is null", [notSeen, at]),
  );
  const retired = await retireResources({
    accountId,
    at,
    recordedAt: listing.recordedAt,
    replayed: listing.replayed,
    origin: "scan",
    scanId: listing.scanId,
    resourceIds: gone,
  });
  return { ids: new Map(ids.map(({ arn, id }) => [arn, id])), retired };
}
