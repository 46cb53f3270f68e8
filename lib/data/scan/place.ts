import { read } from "../statement";

/**
 * @returns the OU that holds all a scan looks at: of its account or resource the OU it is in now, for the whole
 * organization the root; null before the organization was read
 */
export async function ouOfScan(scanId: number): Promise<number | null> {
  const [row] = await read<{ ouId: number | null }>(
    `select case s.scope
              when 'ou' then (select o.id from ou o where o.aws_id = s.target)
              when 'account' then (select a.ou_id from aws_account a where a.aws_id = s.target)
              when 'resource' then (select a.ou_id from scan_account c join aws_account a on a.id = c.account_id
                                    where c.scan_id = s.id limit 1)
              else (select o.id from ou o where o.parent_id is null and o.retired_at is null limit 1)
            end as "ouId"
     from scan s where s.id = $1`,
    { values: [scanId] },
  );
  return row?.ouId ?? null;
}
