import { controlsFor, slotOf } from "@/lib/controls/slots";
import type { IngestResource, IngestVerdict } from "@/lib/data/ingest/batch";
import { hashOf } from "@/lib/data/inventory/snapshot-hash";
import { type JudgeFacts, judge } from "@/lib/engine/judge";
import { type Fact, known } from "@/lib/model/fact";
import type { ResourceRef } from "@/lib/model/resource";
import { type Snapshot, snapshotOf } from "@/lib/model/snapshot";
import { accountFacts } from "./facts";
import type { PlannedAccount } from "./plan";

/** A resource as judging hands it to ingest, and the snapshot that collecting stored before. */
export type JudgedResource = { resource: IngestResource; hash: string; document: Snapshot };

const organization: Record<string, Fact> = {
  featureSet: known("ALL"),
  enabledPolicyTypes: known(["S3_POLICY", "RESOURCE_CONTROL_POLICY"]),
  effectiveS3Policy: known(null),
  resourceControlPolicies: known([]),
  members: known({ id: "o-bench", managementAccountId: "100000000000", accounts: ["100000000000"] }),
};

/** Nothing leads to a bucket, and nothing logs to it; both are known. */
const related = { accessPoints: { items: [], unread: 0 }, logSources: { items: [], unread: 0 } };

const inputs = new Map<boolean, Buffer>();

/** Everything the controls see of a resource with these facts. */
export const judgeFactsOf = (account: PlannedAccount, own: Record<string, Fact>): JudgeFacts => ({
  own,
  account: accountFacts(account),
  region: {},
  organization,
  related,
});

/** What every control of its type says, as ingest takes it. */
export const verdictsOf = (ref: ResourceRef, facts: JudgeFacts, at: Date): IngestVerdict[] =>
  controlsFor(ref.type).map((control) => {
    const { number, slot } = slotOf(control.id);
    return { controlId: number, slot, judged: judge(control, ref, facts, { params: {}, at }) };
  });

/** Judges a resource on its facts with the product's own controls. */
export function judgedResource(
  account: PlannedAccount,
  resourceId: number,
  ref: ResourceRef,
  own: Record<string, Fact>,
  at: Date,
): JudgedResource {
  const facts = judgeFactsOf(account, own);
  const document = snapshotOf(own);
  const snapshot = hashOf(document);
  let hash = inputs.get(account.blocks);
  if (!hash) inputs.set(account.blocks, (hash = hashOf({ ...facts, own: null })));
  return {
    resource: {
      resourceId,
      type: ref.type,
      region: ref.region,
      verdicts: verdictsOf(ref, facts, at),
      snapshot,
      lastKnown: null,
      inputs: hash,
      inFull: Object.values(own).every((fact) => fact.known),
    },
    hash: snapshot.toString("hex"),
    document,
  };
}
