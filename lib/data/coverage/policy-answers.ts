import { type AccountScope, inScope } from "../account-scope";
import { read, Statement } from "../statement";

/** A policy that grants something, with what AWS answers when asked whether it is public. */
export type PolicyAnswer = {
  resourceId: number;
  name: string;
  type: "AWS::S3::Bucket" | "AWS::S3::AccessPoint";
  accountName: string;
  policy: string;
  isPublic: boolean;
  /** Of an access point: where it takes requests from. */
  network: "Internet" | "VPC" | null;
};

export type PolicyAnswers = { answers: PolicyAnswer[]; total: number };

/**
 * The policies in scope of which AWS's answer is known. One that only denies is no matter: it is not public by any rule.
 * @param limit so many are returned, the total is of all
 */
export async function policyAnswers(scope: AccountScope, limit: number): Promise<PolicyAnswers> {
  const statement = new Statement();
  const conditions = [
    "r.type in ('AWS::S3::Bucket', 'AWS::S3::AccessPoint')",
    "r.retired_at is null",
    "jsonb_typeof(d.document->'policy'->'v') = 'string'",
    "jsonb_typeof(d.document->'policyStatus'->'v') = 'object'",
    `d.document->'policy'->>'v' like '%"Allow"%'`,
    ...inScope(statement, "r.account_id", scope),
  ];
  const rows = await read<PolicyAnswer & { total: number }>(
    `select r.id as "resourceId", r.name, r.type, a.name as "accountName", d.document->'policy'->>'v' as policy,
            (d.document->'policyStatus'->'v'->>'isPublic')::bool as "isPublic",
            d.document->'origin'->'v'->>'network' as network, count(*) over ()::int as total
     from resource r
     join resource_state s on s.resource_id = r.id
     join fact_snapshot d on d.hash = s.snapshot
     join aws_account a on a.id = r.account_id
     where ${conditions.join(" and ")} order by r.id limit ${statement.value(limit)}`,
    statement,
  );
  return { answers: rows.map(({ total: _, ...answer }) => answer), total: rows[0]?.total ?? 0 };
}
