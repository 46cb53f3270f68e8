import type { CompleteListing, ListedResource } from "@/lib/data/inventory/record-listing";
import { type Fact, known, unknown } from "@/lib/model/fact";
import { regionArn } from "@/lib/model/resource";
import type { MemberSession } from "../runtime/aws";
import type { Tallies } from "../runtime/tallies";
import { accessPointsIn, bucketsOf, regionsOf } from "./listings";

/** What is in an account, as far as it could be listed. */
export type DiscoveredAccount = {
  resources: ListedResource[];
  complete: CompleteListing[];
  /** Facts by ARN: of the regions, and where each access point leads. */
  facts: Map<string, Record<string, Fact>>;
  /** Facts of the account itself. */
  accountFacts: Record<string, Fact>;
};

const enabledStates = new Set(["ENABLED", "ENABLED_BY_DEFAULT", "ENABLING", "DISABLING"]);

/** @returns whether resources of a region can be asked for, given what AWS says of its opt-in */
export const isEnabled = (optStatus: unknown): boolean => typeof optStatus === "string" && enabledStates.has(optStatus);

/**
 * Lists the regions, buckets and access points of an account. What cannot be listed is a fact that could not be read:
 * it never stops the rest, and nothing is retired for it.
 */
export async function discoverAccount(session: MemberSession, tallies: Tallies): Promise<DiscoveredAccount> {
  const { partition, accountId } = session;
  const regions = await regionsOf(session);
  const buckets = await bucketsOf(session);
  tallies.add("", "AWS::Organizations::Account.regionsListed", regions.fact, regions.calls);
  tallies.add("", "AWS::Organizations::Account.bucketsListed", buckets.fact, buckets.calls);

  const optStatus = new Map(regions.value ?? []);
  const found = new Set((buckets.value ?? []).flatMap(({ region }) => (region ? [region] : [])));
  const asked = new Set([...found, ...[...optStatus].filter(([, status]) => isEnabled(status)).map(([name]) => name)]);

  const discovered: DiscoveredAccount = {
    resources: [...(buckets.value ?? [])],
    complete: buckets.fact.known ? [{ type: "AWS::S3::Bucket", region: null }] : [],
    facts: new Map(),
    accountFacts: { regionsListed: regions.fact, bucketsListed: buckets.fact },
  };
  await Promise.all(
    [...asked].toSorted().map(async (region) => {
      const arn = regionArn(partition, accountId, region);
      const status = optStatus.get(region);
      const disabled = status !== undefined && !isEnabled(status);
      const points = disabled
        ? { fact: unknown("region_disabled"), calls: 0, value: undefined }
        : await accessPointsIn(session, region);
      tallies.add(region, "AWS::Account::Region.accessPointsListed", points.fact, points.calls);
      discovered.resources.push({ type: "AWS::Account::Region", arn, name: region, region });
      discovered.facts.set(arn, {
        optStatus: status === undefined ? unreadStatus(regions.fact) : known(status),
        accessPointsListed: points.fact,
      });
      if (points.fact.known) discovered.complete.push({ type: "AWS::S3::AccessPoint", region });
      for (const { resource, origin } of points.value ?? []) {
        discovered.resources.push(resource);
        discovered.facts.set(resource.arn, { origin: known(origin) });
      }
    }),
  );
  return discovered;
}

/** A region AWS did not name among the account's, or a list that was not read. */
const unreadStatus = (listed: Fact): Fact => (listed.known ? unknown("unexpected_answer") : listed);
