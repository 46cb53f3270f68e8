import { type AccountScope, inScope } from "../account-scope";
import { containing } from "../finding/named-resources";
import { read, Statement } from "../statement";

export type NamedBucket = { id: number; name: string; accountName: string };
export type NamedAccount = { awsId: string; name: string; ouPath: string };

const prefixed = (text: string): string => `${text.replace(/[\\%_]/g, "\\$&")}%`;

/** @returns buckets whose name begins with a text, by name: an index walk, however many buckets there are */
export async function bucketsBeginning(scope: AccountScope, text: string, limit: number): Promise<NamedBucket[]> {
  const statement = new Statement();
  const conditions = [
    "r.type = 'AWS::S3::Bucket'",
    "r.retired_at is null",
    `r.name like ${statement.value(prefixed(text))}`,
    ...inScope(statement, "r.account_id", scope),
  ];
  return read<NamedBucket>(
    `select r.id, r.name, a.name as "accountName" from resource r join aws_account a on a.id = r.account_id
     where ${conditions.join(" and ")} order by r.name, r.id limit ${statement.value(limit)}`,
    statement,
  );
}

/** @returns accounts whose name holds a text or whose id begins with it, by name */
export async function accountsNamed(scope: AccountScope, text: string, limit: number): Promise<NamedAccount[]> {
  const statement = new Statement();
  const conditions = [
    "a.retired_at is null",
    `(a.name ilike ${statement.value(containing(text))} or a.aws_id like ${statement.value(prefixed(text))})`,
    ...inScope(statement, "a.id", scope),
  ];
  return read<NamedAccount>(
    `select a.aws_id as "awsId", a.name, o.path as "ouPath" from aws_account a join ou o on o.id = a.ou_id
     where ${conditions.join(" and ")} order by a.name, a.aws_id limit ${statement.value(limit)}`,
    statement,
  );
}
