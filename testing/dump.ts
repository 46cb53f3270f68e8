import { pool } from "@/lib/data/pool";

/** Everything that is said of an organization now, by names that are the same in every database. */
export type Dump = Record<"verdicts" | "findings" | "unknowns" | "gaps" | "accounts" | "ous" | "inventory", string[]>;

const queries: Record<keyof Dump, string> = {
  verdicts: `select a.aws_id || ' ' || r.arn || ' ' || encode(s.verdicts, 'hex') || ' ' || encode(s.snapshot, 'hex') || ' '
                    || coalesce(encode(s.last_known, 'hex'), '-') as line
             from resource_state s join resource r on r.id = s.resource_id join aws_account a on a.id = r.account_id`,
  findings: `select a.aws_id || ' ' || r.arn || ' ' || c.slug || ' ' || f.severity || ' ' || f.because || ' '
                    || coalesce(f.sight_reason, '-') as line
             from finding f join resource r on r.id = f.resource_id join aws_account a on a.id = r.account_id
             join control c on c.id = f.control_id`,
  unknowns: `select a.aws_id || ' ' || r.arn || ' ' || c.slug || ' ' || u.reason || ' ' || coalesce(u.permission, '-') as line
             from unknown_verdict u join resource r on r.id = u.resource_id join aws_account a on a.id = r.account_id
             join control c on c.id = u.control_id`,
  gaps: `select a.aws_id || ' ' || g.region || ' ' || g.permission || ' ' || g.reason || ' ' || g.resources as line
         from gap g join aws_account a on a.id = g.account_id`,
  accounts: `select a.aws_id || ' ' || c.slug || ' ' || r.severity || ' ' || r.pass || ' ' || r.fail || ' '
                    || r.not_applicable || ' ' || r.unknown || ' ' || r.waived || ' ' || r.not_judged as line
             from rollup_account r join aws_account a on a.id = r.account_id join control c on c.id = r.control_id
             where (r.pass, r.fail, r.not_applicable, r.unknown, r.waived, r.not_judged) <> (0, 0, 0, 0, 0, 0)`,
  ous: `select o.aws_id || ' ' || c.slug || ' ' || r.severity || ' ' || r.pass || ' ' || r.fail || ' '
               || r.not_applicable || ' ' || r.unknown || ' ' || r.waived || ' ' || r.not_judged as line
        from rollup_ou r join ou o on o.id = r.ou_id join control c on c.id = r.control_id
        where (r.pass, r.fail, r.not_applicable, r.unknown, r.waived, r.not_judged) <> (0, 0, 0, 0, 0, 0)`,
  inventory: `select a.aws_id || ' ' || a.state || ' ' || o.path || ' ' || r.resource_type || ' ' || r.resources || ' '
                     || r.in_full as line
              from rollup_inventory r join aws_account a on a.id = r.account_id join ou o on o.id = a.ou_id
              where (r.resources, r.in_full) <> (0, 0)`,
};

/** @returns what the database of this process says now */
export async function dump(): Promise<Dump> {
  const entries = Object.entries(queries).map(async ([name, text]) => {
    const { rows } = await pool().query<{ line: string }>(text);
    return [name, rows.map(({ line }) => line).toSorted()] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as Dump;
}
