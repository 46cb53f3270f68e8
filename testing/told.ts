import { slotOf } from "@/lib/controls/slots";
import { pool } from "@/lib/data/pool";
import { statusOfByte } from "@/lib/engine/vector";

export type ToldEntry = { v?: unknown; u?: string };

/** A resource with everything stored of it. */
export type Told = {
  id: number;
  accountId: number;
  type: string;
  name: string;
  verdicts: Buffer | null;
  document: Record<string, ToldEntry> | null;
};

/** Resources under a unit one by one: what readers count in groups or counters is counted on these by hand. */
export async function tell(ouId: number): Promise<Told[]> {
  const { rows } = await pool().query<Told>(
    `select r.id, r.account_id as "accountId", r.type, r.name, s.verdicts, d.document
     from resource r join aws_account a on a.id = r.account_id
     left join resource_state s on s.resource_id = r.id left join fact_snapshot d on d.hash = s.snapshot
     where r.retired_at is null
       and a.ou_id in (select descendant_id from ou_closure where ancestor_id = $1)`,
    [ouId],
  );
  return rows;
}

/** @returns every unit, the root first */
export async function everyOu(): Promise<number[]> {
  const { rows } = await pool().query<{ id: number }>("select id from ou where retired_at is null order by depth, id");
  return rows.map(({ id }) => id);
}

export const bucketsOf = (told: readonly Told[]): Told[] => told.filter(({ type }) => type === "AWS::S3::Bucket");

/** @returns what the vector of a resource says of a control */
export const toldStatus = ({ verdicts }: Told, control: string) => statusOfByte(verdicts?.[slotOf(control).slot] ?? 0);

/** @returns the buckets by what a control says of each; waived ones are among the failures */
export function countTold(told: readonly Told[], control: string) {
  const of = (status: string) => bucketsOf(told).filter((one) => toldStatus(one, control) === status).length;
  return { pass: of("pass"), fail: of("fail"), unknown: of("unknown"), notApplicable: of("not_applicable") };
}
