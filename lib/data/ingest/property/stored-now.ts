import { pool } from "../../pool";
import { counters } from "../standing";

/** Everything ingest keeps, read back as plain rows that compare. */
export async function storedNow() {
  const counts = counters.join(", ");
  return {
    findings:
      await lines(`select resource_id, control_id, account_id, severity, since, because, waiver_id, sight_lost_at,
      sight_reason, sight_permission from finding`),
    unknowns: await lines("select control_id, account_id, resource_id, since, reason, permission from unknown_verdict"),
    episodes:
      await lines(`select closed_at, resource_id, control_id, account_id, ou_id, severity, opened_at, ending, because,
      change_id from episode`),
    movements: await lines(`select day, account_id, ou_id, control_id, severity, cause, "from", "to", n from movement`),
    accounts: await rows(`select account_id as of, control_id, severity, ${counts} from rollup_account`),
    ous: await rows(`select ou_id as of, control_id, severity, ${counts} from rollup_ou`),
    days: await rows(`select ou_id as of, practice, severity, day, ${counts} from rollup_day`),
    inventory: await lines(
      "select account_id, resource_type, resources, in_full from rollup_inventory where resources <> 0",
    ),
    waivers: await lines("select id, ended_at from waiver"),
    gaps: await lines("select account_id, region, permission, reason, resources from gap"),
    retired: await lines("select id from resource where retired_at is not null"),
    collected: await lines("select resource_id from collected_facts"),
  };
}

export type StoredNow = Awaited<ReturnType<typeof storedNow>>;

export type CountRow = Record<string, string | number>;

async function rows(text: string): Promise<CountRow[]> {
  return (await pool().query<CountRow>(text)).rows;
}

/** A row as one line of text, in one order. */
async function lines(text: string): Promise<string[]> {
  const { rows } = await pool().query({ text, rowMode: "array" });
  return rows.map((row: unknown[]) => line(row)).sort();
}

/** @returns values as one line, times in UTC */
export const line = (values: readonly unknown[]): string =>
  JSON.stringify(values.map((value) => (value instanceof Date ? value.toISOString() : value)));
