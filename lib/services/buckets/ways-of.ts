import type { JudgeFacts } from "@/lib/engine/judge";
import { type WayIn, type WaysInFacts, waysIn } from "@/lib/engine/ways-in";
import type { Fact } from "@/lib/model/fact";

const valueOf = <T>(fact: Fact | undefined): T | undefined => (fact?.known ? (fact.value as T) : undefined);

/** @returns the ways into a bucket from everything that was read of it and around it */
export function waysOf(facts: JudgeFacts): { ways: WayIn[]; unlisted: boolean } {
  const accessPoints = facts.related["accessPoints"];
  const read: WaysInFacts = {
    policyStatus: valueOf(facts.own["policyStatus"]),
    acl: valueOf(facts.own["acl"]),
    ownership: valueOf(facts.own["ownership"]),
    publicAccessBlock: valueOf(facts.own["publicAccessBlock"]),
    effectiveAccountPublicAccessBlock: valueOf(facts.account["effectiveAccountPublicAccessBlock"]),
    effectiveS3Policy: valueOf(facts.organization["effectiveS3Policy"]),
    accessPoints: (accessPoints?.items ?? []).map(({ resource, facts: own }) => ({
      name: resource.name,
      origin: valueOf(own["origin"]),
      publicAccessBlock: valueOf(own["publicAccessBlock"]),
      policyStatus: valueOf(own["policyStatus"]),
    })),
  };
  return { ways: waysIn(read), unlisted: accessPoints?.incomplete !== undefined };
}
