import type { ListedResource } from "@/lib/data/inventory/record-listing";
import type { NamedResource } from "@/lib/data/inventory/to-collect";
import { type Fact, known } from "@/lib/model/fact";
import { bucketArn, type ResourceRef } from "@/lib/model/resource";
import { accessPointsIn, bucketsOf, type Tried } from "../discover/listings";
import type { MemberSession } from "../runtime/aws";
import { isGone, readResourceFacts } from "../runtime/read-resource-facts";
import { Tallies } from "../runtime/tallies";
import { factsOfEvents } from "./facts-of-events";
import type { Hint, Target } from "./hint";

/** A resource a hint names. */
export type Named = Extract<Target, { name: string }>;

/** What is there of a resource that a hint names. Nothing of it is stored yet. */
export type NamedReading = {
  arn: string;
  known: NamedResource | undefined;
  /** Where it was looked up: whether that list could be read, and what it says of the resource; null where it is gone. */
  listing: { fact: Fact; entry: ListedResource | null } | null;
  /** Its facts, and whether they are all of them; null where it is not there. */
  facts: Record<string, Fact> | null;
  whole: boolean;
};

/** Lists of an account, each read once for as many resources as are looked up in it. */
export class Lists {
  readonly #buckets: { list?: Promise<Tried<ListedResource[]>> } = {};
  readonly #points = new Map<string, ReturnType<typeof accessPointsIn>>();

  constructor(private readonly session: MemberSession) {}

  /** @returns what its list says of a resource, and facts only the list tells */
  async lookUp({ kind }: Named, region: string, arn: string) {
    if (kind === "bucket") {
      const { fact, value } = await (this.#buckets.list ??= bucketsOf(this.session));
      return { fact, entry: value?.find((one) => one.arn === arn) ?? null, facts: {} };
    }
    let list = this.#points.get(region);
    if (!list) this.#points.set(region, (list = accessPointsIn(this.session, region)));
    const { fact, value } = await list;
    const found = value?.find(({ resource }) => resource.arn === arn);
    return { fact, entry: found?.resource ?? null, facts: found ? { origin: known(found.origin) } : {} };
  }
}

/** @returns the ARN of what a hint names */
export function arnOf({ partition, accountId }: MemberSession, { kind, name }: Named, region: string): string {
  if (kind === "bucket") return bucketArn(partition, name);
  return `arn:${partition}:s3:${region}:${accountId}:accesspoint/${name}`;
}

/**
 * Reads what a hint names, through the code of a scan: looked up where its list may have changed, where nobody knows it,
 * or where it is said not to exist.
 */
export async function readNamed(
  session: MemberSession,
  lists: Lists,
  hint: Hint & { target: Named },
  known: NamedResource | undefined,
  enabled: (region: string | null) => boolean | undefined,
): Promise<NamedReading> {
  const { target, region } = hint;
  const arn = arnOf(session, target, region);
  const lookUp = () => lists.lookUp(target, region, arn);
  const looked = target.listed || !known ? await lookUp() : null;
  const ref = looked?.fact.known ? looked.entry && refOf(looked.entry, session) : (known?.ref ?? null);
  const only = known?.inFull && !looked && target.kind === "bucket" ? factsOfEvents(hint.events) : undefined;
  if (!ref) return { arn, known, listing: looked, facts: null, whole: false };
  const isEnabled = enabled(ref.region);
  const facts = await readResourceFacts(session, ref, new Tallies(), {
    ...(only ? { only } : {}),
    ...(isEnabled === undefined ? {} : { regionEnabled: isEnabled }),
  });
  const listing = looked ?? (isGone(facts) ? await lookUp() : null);
  const gone = listing?.fact.known && !listing.entry;
  const whole = target.kind === "bucket" && !only;
  return { arn, known, listing, facts: gone ? null : { ...listing?.facts, ...facts }, whole };
}

const refOf = ({ type, arn, name, region }: ListedResource, { accountId }: MemberSession): ResourceRef => ({
  type,
  arn,
  name,
  region,
  accountId,
});
