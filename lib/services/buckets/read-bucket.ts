import { controlsFor, findControl, slotOf } from "@/lib/controls/slots";
import {
  accessPointsOf,
  type HistoryRow,
  lastKnownFacts,
  type ResourceHead,
  resourceHead,
  resourceHistory,
} from "@/lib/data/bucket/one";
import { accessInput } from "@/lib/engine/access-input";
import { type AccessMap, accessMap } from "@/lib/engine/access-map";
import { type PolicyReading, readBucketPolicy } from "@/lib/engine/policy-reading";
import { type ByteStatus, byteAt, statusOfByte } from "@/lib/engine/vector";
import type { WayIn } from "@/lib/engine/ways-in";
import type { Fact } from "@/lib/model/fact";
import { partitionOf, type ResourceType } from "@/lib/model/resource";
import type { Severity } from "@/lib/model/severity";
import type { Verdict } from "@/lib/model/verdict";
import { AppError, isAppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { authorizeResource } from "../access/authorize";
import { type ExplainedResource, explainResource } from "../judging/explain-resource";
import { waysOf } from "./ways-of";

/** What one control says about a resource, in full words. */
export type ExplainedVerdict = {
  controlId: string;
  title: string;
  why: string;
  practice: string;
  verdict: Verdict | "off";
  severity: Severity | null;
  mends: boolean;
};

/** A verdict that was another before. */
export type Turn = { controlId: string; title: string; from: ByteStatus; to: ByteStatus };

export type HistoryEntry = Omit<HistoryRow, "verdicts" | "before"> & { turns: Turn[]; retired: boolean };

/** A resource with everything its page shows. */
export type ResourceView = {
  head: ResourceHead;
  verdicts: ExplainedVerdict[];
  own: Record<string, Fact>;
  account: Record<string, Fact>;
  organization: Record<string, Fact>;
  lastKnown: Record<string, { v: unknown }>;
  ways: WayIn[];
  /** The bucket's policy by statement; null where it has none, or nobody could read it. */
  policy: PolicyReading | null;
  /** Who can reach the bucket; null for what is none, or was never read. */
  access: AccessMap | null;
  /** Whether its access points could not be listed. */
  unlisted: boolean;
  accessPoints: Awaited<ReturnType<typeof accessPointsOf>>;
  history: HistoryEntry[];
  /** Whether facts were ever read. */
  wasRead: boolean;
  /** What its controls see and say; null where facts were never read. */
  explained: ExplainedResource | null;
};

/** @throws AppError `not_found` outside the reader's scope */
export async function readResource(actor: Actor, resourceId: number): Promise<ResourceView> {
  if (!Number.isSafeInteger(resourceId) || resourceId < 1 || resourceId > 2_147_483_647) throw notThere();
  await authorizeResource(actor, "read", resourceId);
  const head = await resourceHead(resourceId);
  if (!head) throw notThere();
  const [explained, lastKnown, accessPoints, history] = await Promise.all([
    explainedOrNull(actor, resourceId),
    lastKnownFacts(resourceId),
    accessPointsOf(resourceId),
    resourceHistory(resourceId, 40),
  ]);
  const { ways, unlisted } =
    explained && head.type === "AWS::S3::Bucket" ? waysOf(explained.facts) : { ways: [], unlisted: false };
  return {
    head,
    verdicts: (explained?.verdicts ?? []).flatMap(({ controlId, judged }): ExplainedVerdict[] => {
      const control = findControl(controlId);
      if (!control) return [];
      const { title, why, practice } = control;
      const mends = control.remediate !== undefined;
      return judged === "off"
        ? [{ controlId, title, why, practice, verdict: judged, severity: null, mends }]
        : [{ controlId, title, why, practice, ...judged, mends }];
    }),
    own: { ...explained?.facts.own },
    account: { ...explained?.facts.account },
    organization: { ...explained?.facts.organization },
    lastKnown,
    ways,
    policy: explained && head.type === "AWS::S3::Bucket" ? policyOf(explained) : null,
    access: explained && head.type === "AWS::S3::Bucket" ? accessOfBucket(explained) : null,
    unlisted,
    accessPoints,
    history: history.map((row) => entryOf(row, head.type as ResourceType)),
    wasRead: explained !== null,
    explained,
  };
}

function accessOfBucket({ facts, resource }: ExplainedResource): AccessMap {
  const { own, account, organization } = facts;
  const value = <T>(fact: Fact | undefined): T | undefined => (fact?.known ? (fact.value as T) : undefined);
  return accessMap(
    accessInput(resource, {
      policy: value(own["policy"]),
      acl: value(own["acl"]),
      ownership: value(own["ownership"]),
      publicAccessBlock: value(own["publicAccessBlock"]),
      effectiveAccountPublicAccessBlock: value(account["effectiveAccountPublicAccessBlock"]),
      resourceControlPolicies: value(organization["resourceControlPolicies"]),
      members: value(organization["members"]),
    }),
  );
}

function policyOf({ facts, resource }: ExplainedResource): PolicyReading | null {
  const { policy, policyStatus: status } = facts.own;
  if (!policy?.known || typeof policy.value !== "string") return null;
  const { isPublic } = ((status?.known ? status.value : null) as { isPublic?: boolean } | null) ?? {};
  const { name, arn, accountId } = resource;
  return readBucketPolicy(policy.value, { name, partition: partitionOf(arn), accountId }, isPublic);
}

const notThere = () => new AppError("not_found", "There is no such resource, or it is outside what you may read.");

/** A resource that is retired or was never read has no facts to explain. */
async function explainedOrNull(actor: Actor, resourceId: number) {
  try {
    return await explainResource(actor, resourceId);
  } catch (error) {
    if (isAppError(error) && error.code === "unavailable") return null;
    throw error;
  }
}

function entryOf({ verdicts, before, ...row }: HistoryRow, type: ResourceType): HistoryEntry {
  const turns =
    verdicts === null
      ? []
      : controlsFor(type).flatMap((control): Turn[] => {
          const { slot } = slotOf(control.id);
          const from = statusOfByte(before ? byteAt(before, slot) : 0);
          const to = statusOfByte(byteAt(verdicts, slot));
          return from === to ? [] : [{ controlId: control.id, title: control.title, from, to }];
        });
  return { ...row, turns, retired: verdicts === null };
}
