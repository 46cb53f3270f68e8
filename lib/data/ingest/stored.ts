import type { Tx } from "../transaction";

/** What is stored of one resource: its row, and its state once it was judged. */
export type StoredResource = {
  resourceId: number;
  accountId: number;
  firstSeen: Date;
  retired: boolean;
  /** Whether facts wait to be judged. */
  collected: boolean;
  state: StoredState | null;
};

export type StoredState = {
  rulesetId: number;
  parametersId: number;
  inFull: boolean;
  readAt: Date;
  observedAt: Date | null;
  judgeAgainAt: Date | null;
  verdicts: Buffer;
  snapshot: Buffer;
  inputs: Buffer;
  lastKnown: Buffer | null;
};

type Row = { id: number; account_id: number; first_seen: Date; retired: boolean; collected: boolean } & (
  | { ruleset_id: null }
  | {
      ruleset_id: number;
      parameters_id: number;
      in_full: boolean;
      read_at: Date;
      observed_at: Date | null;
      judge_again_at: Date | null;
      verdicts: Buffer;
      snapshot: Buffer;
      inputs: Buffer;
      last_known: Buffer | null;
    }
);

const text = `
  select r.id, r.account_id, r.first_seen, r.retired_at is not null as retired, c.resource_id is not null as collected,
         s.ruleset_id, s.parameters_id, s.in_full, s.read_at, s.observed_at, s.judge_again_at, s.verdicts, s.snapshot,
         s.inputs, s.last_known
  from resource r
  left join resource_state s on s.resource_id = r.id
  left join collected_facts c on c.resource_id = r.id
  where r.id = any($1)`;

/** @returns what is stored of the resources, by id; an id nobody knows is left out */
export async function readStored(
  db: Pick<Tx, "query">,
  resourceIds: readonly number[],
): Promise<Map<number, StoredResource>> {
  const rows = await db.query<Row>(text, [resourceIds]);
  return new Map(rows.map((row) => [row.id, stored(row)]));
}

const stored = (row: Row): StoredResource => ({
  resourceId: row.id,
  accountId: row.account_id,
  firstSeen: row.first_seen,
  retired: row.retired,
  collected: row.collected,
  state:
    row.ruleset_id === null
      ? null
      : {
          rulesetId: row.ruleset_id,
          parametersId: row.parameters_id,
          inFull: row.in_full,
          readAt: row.read_at,
          observedAt: row.observed_at,
          judgeAgainAt: row.judge_again_at,
          verdicts: row.verdicts,
          snapshot: row.snapshot,
          inputs: row.inputs,
          lastKnown: row.last_known,
        },
});

/** An open failure as far as comparing needs it. */
export type OpenFinding = {
  resourceId: number;
  controlId: number;
  severity: number;
  since: Date;
  because: string;
  waiverId: number | null;
  sightLostAt: Date | null;
  sightReason: string | null;
  sightPermission: string | null;
};

/** @returns the open failures of the resources, by `verdictKey` */
export async function readFindings(tx: Tx, resourceIds: readonly number[]): Promise<Map<string, OpenFinding>> {
  const rows = await tx.query<OpenFinding>(
    `select resource_id as "resourceId", control_id as "controlId", severity, since, because, waiver_id as "waiverId",
            sight_lost_at as "sightLostAt", sight_reason as "sightReason", sight_permission as "sightPermission"
     from finding where resource_id = any($1)`,
    [resourceIds],
  );
  return new Map(rows.map((row) => [verdictKey(row.resourceId, row.controlId), row]));
}

export type UnknownRow = { resourceId: number; controlId: number; reason: string; permission: string | null };

/** @returns the unknown verdicts of the resources, by `verdictKey` */
export async function readUnknowns(tx: Tx, resourceIds: readonly number[]): Promise<Map<string, UnknownRow>> {
  const rows = await tx.query<UnknownRow>(
    `select resource_id as "resourceId", control_id as "controlId", reason, permission
     from unknown_verdict where resource_id = any($1)`,
    [resourceIds],
  );
  return new Map(rows.map((row) => [verdictKey(row.resourceId, row.controlId), row]));
}

/** One verdict: of a resource, by a control. */
export const verdictKey = (resourceId: number, controlId: number): string => `${resourceId}/${controlId}`;
