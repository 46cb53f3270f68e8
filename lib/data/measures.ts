import { read } from "./statement";

export type OrganizationMeasures = {
  accounts: number;
  accountsReached: number;
  resources: number;
  findingsOpen: number;
  findingsUnseen: number;
  unknownVerdicts: number;
  gaps: number;
  deltasWaiting: number;
  collectedWaiting: number;
  /** Scans by state. */
  scans: readonly { state: string; n: number }[];
  /** Seconds since the last scan that came to an end; null before the first. */
  secondsSinceScan: number | null;
};

/** @param at the present */
export async function organizationMeasures(at: Date): Promise<OrganizationMeasures> {
  const [[row], scans] = await Promise.all([
    read<Omit<OrganizationMeasures, "scans">>(
      `select (select count(*) from aws_account where retired_at is null)::int as accounts,
              (select count(*) from aws_account
               where retired_at is null and collected_at is not null and unreachable is null)::int as "accountsReached",
              (select coalesce(sum(resources), 0) from rollup_inventory)::int as resources,
              (select count(*) from finding)::int as "findingsOpen",
              (select count(*) from finding where sight_lost_at is not null)::int as "findingsUnseen",
              (select count(*) from unknown_verdict)::int as "unknownVerdicts",
              (select count(*) from gap)::int as gaps,
              (select count(*) from rollup_delta)::int as "deltasWaiting",
              (select count(*) from collected_facts)::int as "collectedWaiting",
              (select extract(epoch from $1::timestamptz - max(finished_at)) from scan)::float as "secondsSinceScan"`,
      { values: [at] },
    ),
    read<{ state: string; n: number }>("select state, count(*)::int as n from scan group by state", { values: [] }),
  ]);
  if (!row) throw new Error("A row without a table is always there.");
  return { ...row, scans };
}
