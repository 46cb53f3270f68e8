import { pool } from "../pool";

/** A failure that stands, as stored. */
export type StandingFinding = {
  since: Date;
  severity: number;
  because: string;
  assigneeName: string | null;
  waivedUntil: Date | null;
  waiverReason: string | null;
  sightLostAt: Date | null;
  sightReason: string | null;
  sightPermission: string | null;
};

export type PastEpisode = { openedAt: Date; closedAt: Date; ending: string; because: string; changeId: number | null };

/** What is stored of one verdict's life. */
export type FindingLife = {
  standing: StandingFinding | null;
  unknownSince: Date | null;
  episodes: PastEpisode[];
};

/** @returns the life of the verdict of one control on one resource: what stands, and what stood */
export async function findingLife(resourceId: number, controlId: number): Promise<FindingLife> {
  const [standing, unknown, episodes] = await Promise.all([
    pool().query<StandingFinding>(
      `select f.since, f.severity::int as severity, f.because, p.name as "assigneeName", w.until as "waivedUntil",
              w.reason as "waiverReason", f.sight_lost_at as "sightLostAt", f.sight_reason as "sightReason",
              f.sight_permission as "sightPermission"
       from finding f left join auth.person p on p.id = f.assignee_id left join waiver w on w.id = f.waiver_id
       where f.resource_id = $1 and f.control_id = $2`,
      [resourceId, controlId],
    ),
    pool().query<{ since: Date }>("select since from unknown_verdict where resource_id = $1 and control_id = $2", [
      resourceId,
      controlId,
    ]),
    pool().query<PastEpisode>(
      `select opened_at as "openedAt", closed_at as "closedAt", ending, because, change_id as "changeId"
       from episode where resource_id = $1 and control_id = $2 order by closed_at desc limit 20`,
      [resourceId, controlId],
    ),
  ]);
  return {
    standing: standing.rows[0] ?? null,
    unknownSince: unknown.rows[0]?.since ?? null,
    episodes: episodes.rows,
  };
}
