import type { AccountScope } from "../account-scope";
import { read, Statement } from "../statement";
import { snapshotsIn } from "./snapshots";

/** How many buckets encrypt by default in the same way. */
export type EncryptionKind = {
  /** `unread` where AWS did not say, or the bucket was not judged yet; `not_configured` where it said that none is set. */
  state: "configured" | "not_configured" | "unread";
  algorithm: string | null;
  bucketKey: boolean | null;
  n: number;
};

/** @returns how the buckets in scope encrypt by default, the most frequent first: a handful of rows */
export async function encryptionKinds(scope: AccountScope): Promise<EncryptionKind[]> {
  const statement = new Statement();
  const counted = snapshotsIn(statement, "AWS::S3::Bucket", scope);
  return read<EncryptionKind>(
    `select case when jsonb_typeof(e.entry->'v') = 'object' then 'configured'
                 when jsonb_typeof(e.entry->'v') = 'null' then 'not_configured' else 'unread' end as state,
            e.entry->'v'->>'algorithm' as algorithm, (e.entry->'v'->>'bucketKeyEnabled')::bool as "bucketKey",
            sum(k.n)::int as n
     from (${counted}) k
     left join fact_snapshot d on d.hash = k.snapshot
     cross join lateral (select d.document->'encryption' as entry) e
     group by 1, 2, 3 order by n desc, 1, 2, 3`,
    statement,
  );
}
