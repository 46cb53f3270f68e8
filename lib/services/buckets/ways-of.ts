import type { JudgeFacts } from "@/lib/engine/judge";
import { publicOffers } from "@/lib/engine/public-offers";
import { type Offers, type WayIn, type WaysInFacts, waysIn } from "@/lib/engine/ways-in";
import type { Fact } from "@/lib/model/fact";

const readValue = <T>(fact: Fact | undefined): T | undefined => (fact?.known ? (fact.value as T) : undefined);

/** @returns the ways into a bucket from everything that was read of it and around it */
export function waysOf(facts: JudgeFacts): { ways: WayIn[]; unlisted: boolean } {
  const accessPoints = facts.related["accessPoints"];
  const read: WaysInFacts = {
    policyStatus: readValue(facts.own["policyStatus"]),
    policyOffers: offersOf(readValue(facts.own["policy"]), "bucket"),
    acl: readValue(facts.own["acl"]),
    ownership: readValue(facts.own["ownership"]),
    publicAccessBlock: readValue(facts.own["publicAccessBlock"]),
    effectiveAccountPublicAccessBlock: readValue(facts.account["effectiveAccountPublicAccessBlock"]),
    effectiveS3Policy: readValue(facts.organization["effectiveS3Policy"]),
    accessPoints: (accessPoints?.items ?? []).map(({ resource, facts: own }) => ({
      name: resource.name,
      origin: readValue(own["origin"]),
      publicAccessBlock: readValue(own["publicAccessBlock"]),
      policyStatus: readValue(own["policyStatus"]),
      policyOffers: offersOf(readValue(own["policy"]), "access-point"),
    })),
  };
  return { ways: waysIn(read), unlisted: accessPoints?.incomplete !== undefined };
}

const offersOf = (text: string | null | undefined, kind: "bucket" | "access-point"): Offers | undefined =>
  typeof text === "string" ? publicOffers(text, kind) : undefined;
