import { read, Statement } from "../statement";

/** What is known of an account before it is asked: resources by type, as its last complete listings had them. */
export type KnownAccount = { awsId: string; buckets: number; accessPoints: number; regions: number };

/** @returns the accounts that were read at least once */
export async function knownAccounts(): Promise<KnownAccount[]> {
  return read(
    `select a.aws_id as "awsId", count(*) filter (where r.type = 'AWS::S3::Bucket')::int as buckets,
            count(*) filter (where r.type = 'AWS::S3::AccessPoint')::int as "accessPoints",
            count(*) filter (where r.type = 'AWS::Account::Region')::int as regions
     from aws_account a left join resource r on r.account_id = a.id and r.retired_at is null
     where a.retired_at is null and a.collected_at is not null group by a.aws_id`,
    { values: [] },
  );
}

/** @returns the type of a resource and its account's twelve digits; undefined outside the inventory */
export async function knownResource(arn: string): Promise<{ type: string; awsId: string } | undefined> {
  const statement = new Statement();
  const [row] = await read<{ type: string; awsId: string }>(
    `select r.type, a.aws_id as "awsId" from resource r join aws_account a on a.id = r.account_id
     where r.arn = ${statement.value(arn)} and r.retired_at is null limit 1`,
    statement,
  );
  return row;
}
