import { setImmediate } from "node:timers/promises";
import { controlsFor, slotOf } from "@/lib/controls/slots";
import type { IngestBatch, IngestResource, Origin } from "@/lib/data/ingest/batch";
import { type Ingested, ingestBatch } from "@/lib/data/ingest/ingest-batch";
import { hashOf } from "@/lib/data/inventory/snapshot-hash";
import type { LoadedResource } from "@/lib/data/judging/load-facts";
import type { Ruleset } from "@/lib/data/judging/ruleset";
import { type JudgeFacts, judge } from "@/lib/engine/judge";
import { parametersFor } from "@/lib/model/parameters";
import type { ResourceType } from "@/lib/model/resource";
import type { Judged } from "@/lib/model/verdict";
import { rulesNow } from "./rules";
import { judgeFacts, loadSurroundings, refOf, type Surroundings } from "./surroundings";

export type Judging = {
  accountId: number;
  resources: readonly LoadedResource[];
  /** When the facts were read. */
  at: Date;
  recordedAt: Date;
  replayed: boolean;
  origin: Origin;
  scanId: number | null;
  rejudged?: NonNullable<IngestBatch["rejudged"]>;
  event?: string;
  actor?: string;
  /** Changes of ours this reading verifies. */
  changes?: readonly { resourceId: number; controlId: number; changeId: number }[];
};

/** Judging yields to the event loop after so many resources, or the queue's heartbeats starve. */
const yieldAfter = 25;

/**
 * Judges at most 200 resources of one account on their facts and commits the verdicts. The same facts, rules and time
 * always give the same verdicts; committing them twice is committing them once.
 */
export async function judgeResources(judging: Judging): Promise<Ingested> {
  const { accountId, resources, at } = judging;
  if (resources.length === 0) return { changed: 0, opened: 0, closed: 0, outdated: [] };
  const rules = await rulesNow();
  const around = await loadSurroundings(
    accountId,
    resources.map(({ id }) => id),
  );
  const judged: IngestResource[] = [];
  for (const [i, resource] of resources.entries()) {
    if (i % yieldAfter === yieldAfter - 1) await setImmediate();
    judged.push(judgeOne(resource, around, rules, judging));
  }
  const { rejudged, event, actor } = judging;
  return ingestBatch({
    accountId,
    at,
    recordedAt: judging.recordedAt,
    replayed: judging.replayed,
    origin: judging.origin,
    scanId: judging.scanId,
    rulesetId: rules.rulesetId,
    parametersId: rules.parametersId,
    ...(rejudged ? { rejudged } : {}),
    ...(event ? { event } : {}),
    ...(actor ? { actor } : {}),
    resources: judged,
  });
}

function judgeOne(resource: LoadedResource, around: Surroundings, rules: Ruleset, judging: Judging): IngestResource {
  const facts = judgeFacts(resource, around);
  const verdicts = verdictsOf(resource, facts, around, rules, judging.at);
  const untils = verdicts.flatMap(({ judged }) =>
    judged !== "off" && judged.verdict.until ? [judged.verdict.until] : [],
  );
  const earliest = untils.toSorted((a, b) => a.getTime() - b.getTime())[0];
  const observedAt = observation(resource, around, judging);
  const changes = judging.changes?.filter(({ resourceId }) => resourceId === resource.id);
  return {
    resourceId: resource.id,
    type: resource.type as ResourceType,
    region: resource.region,
    verdicts: verdicts.map(({ id, judged }) => {
      const { number, slot } = slotOf(id);
      return { controlId: number, slot, judged };
    }),
    snapshot: resource.snapshot,
    lastKnown: resource.lastKnown,
    inputs: hashOf([around.fingerprint, facts.region, facts.related]),
    inFull: resource.inFull,
    ...(observedAt ? { observedAt } : {}),
    ...(earliest ? { judgeAgainAt: earliest } : {}),
    ...(changes?.length ? { changes } : {}),
  };
}

/** When a reading is newer than the account's collection it keeps a time of its own. */
function observation(resource: LoadedResource, around: Surroundings, { origin, at }: Judging): Date | undefined {
  if (origin === "scan") return undefined;
  if (origin === "rejudge") return resource.observedAt ?? undefined;
  const { collectedAt } = around.account;
  return collectedAt === null || at > collectedAt ? at : undefined;
}

/** What every control of its type says about a resource. */
export function verdictsOf(
  resource: LoadedResource,
  facts: JudgeFacts,
  around: Surroundings,
  { parameters }: Pick<Ruleset, "parameters">,
  at: Date,
): { id: string; judged: Judged | "off" }[] {
  const ref = refOf(resource, around.account.awsId);
  return controlsFor(resource.type as ResourceType).map((control) => {
    const { on, params } = parametersFor(parameters, control.id, around.account.path);
    return { id: control.id, judged: on ? judge(control, ref, facts, { params, at }) : "off" };
  });
}
