import { dayOf } from "@/lib/data/day";
import { accountReach, dayCounts, movementCounts, postureVersion } from "@/lib/data/posture";
import { type Attribution, attribute, type CountedMovement } from "@/lib/engine/attribution";
import { type Judged, type Scores, type Sight, sightOf, sumCounts, type VerdictCounts } from "@/lib/engine/score";
import { addDays, type TrendDay, trendOf } from "@/lib/engine/trend";
import type { MovementCause, MovementState } from "@/lib/model/movement";
import type { Actor } from "@/lib/services/access/actor";
import { authorizeOu } from "@/lib/services/access/authorize";
import { toldUpTo } from "@/lib/services/replay/arriving";
import { type PartPosture, partsOf } from "./parts-of";
import { type PracticePosture, practicesOf } from "./practices-of";
import { remember } from "./remember";

/** How a unit stands, how it came to that, and what it is made of. Scores are in tenths of a point. */
export type Posture = {
  /** Days in UTC as `YYYY-MM-DD`: the first that is shown, and today. */
  from: string;
  to: string;
  /** Every day since `from`, or since the first verdict. Empty before that. */
  days: readonly TrendDay[];
  /** The last of `days`, with how many accounts are in sight; null before the first verdict. */
  now: { scores: Scores; counts: VerdictCounts; judged: Judged; sight: Sight } | null;
  /** Change since the first of `days`; null on that day, or where too little is seen at either end. */
  change: number | null;
  /** What the change is made of; null where it is withheld. */
  attribution: Attribution | null;
  practices: readonly PracticePosture[];
  /** Units and accounts directly below, and how many accounts are not among them. */
  parts: readonly PartPosture[];
  accountsNotShown: number;
};

/** How far back a trend goes, in days. */
export const trendDays = 90;

const remembered = remember<Posture>(300);

/** @throws AppError `not_allowed` outside what the actor may read */
export async function summarizePosture(actor: Actor, ouId: number): Promise<Posture> {
  await authorizeOu(actor, "read", ouId);
  const to = dayOf(await toldUpTo());
  // Read before the counts: an answer may be newer than its key says, never older.
  const version = await postureVersion();
  return remembered(`${ouId}/${to}/${version}`, () => read(ouId, to));
}

async function read(ouId: number, to: string): Promise<Posture> {
  const from = addDays(to, -trendDays);
  const [rows, reach, { parts, accountsNotShown }] = await Promise.all([
    dayCounts([ouId], midnight(from)),
    accountReach(ouId),
    partsOf(ouId, from, to),
  ]);
  const dated = rows.map(({ day, practice, ...counts }) => ({ ...counts, day: dayOf(day), part: practice }));
  const days = trendOf(dated, from, to);
  const first = days[0];
  const last = days.at(-1);
  const sight = last ? sightOf(last.judged, { judged: reach.reached, of: reach.accounts }) : "no_score";
  const enough = first !== undefined && first !== last && sight === "enough" && first.sight === "enough";
  const attribution =
    enough && first
      ? attribute(first.counts, (await movementCounts(ouId, midnight(first.day), midnight(to))).map(counted))
      : null;
  return {
    from: first?.day ?? to,
    to,
    days,
    now: last ? { scores: last.scores, counts: sumCounts(last.counts), judged: last.judged, sight } : null,
    change: attribution && attribution.to - attribution.from,
    attribution,
    practices: practicesOf(dated, first?.day ?? to, to),
    parts,
    accountsNotShown,
  };
}

/** @returns the first moment of a day */
export const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`);

const counted = (row: Awaited<ReturnType<typeof movementCounts>>[number]): CountedMovement => ({
  day: dayOf(row.day),
  // Written by our own ingest from the same lists.
  cause: row.cause as MovementCause,
  from: row.from as MovementState,
  to: row.to as MovementState,
  severity: row.severity,
  n: row.n,
});
