import { type AccountScope, inScope } from "../account-scope";
import { containing } from "../finding/named-resources";
import { read, Statement } from "../statement";

/** A bucket as the inventory lists it. */
export type BucketRow = {
  id: number;
  name: string;
  region: string | null;
  accountName: string;
  accountAwsId: string;
  /** The byte of the verdict "is it effectively public"; null before it was judged. */
  publicVerdict: number | null;
  failing: number;
  unknown: number;
  notSeenSince: Date | null;
};

export type BucketQuery = {
  scope: AccountScope;
  /** Of the control that says whether a bucket is public. */
  control: { id: number; slot: number };
  named?: string;
  accountAwsId?: string;
  region?: string;
  show?: "public" | "unknown" | "failing";
  after?: { name: string; id: number };
  limit: number;
};

/** With more than these the walk by name meets one soon enough; each of fewer is looked up. */
const fewEnough = 5_000;

/** What makes a bucket one of those to show. */
const shown = {
  public: (statement: Statement, control: number) =>
    `finding v where v.control_id = ${statement.value(control)}::smallint`,
  failing: () => "finding v where true",
  unknown: () => "unknown_verdict v where true",
} as const;

/** @returns the buckets to show, each by its id; undefined where they are too many to name */
async function shownBuckets({ show, control, scope }: BucketQuery): Promise<number[] | undefined> {
  if (!show) return undefined;
  const statement = new Statement();
  const conditions = [shown[show](statement, control.id), ...inScope(statement, "v.account_id", scope)];
  const rows = await read<{ id: number }>(
    `select distinct v.resource_id as id from ${conditions.join(" and ")}
     order by v.resource_id limit ${fewEnough + 1}`,
    statement,
  );
  return rows.length > fewEnough ? undefined : rows.map(({ id }) => id);
}

/** @returns buckets by name; any page costs what the first costs */
export async function bucketRows(query: BucketQuery): Promise<BucketRow[]> {
  const few = await shownBuckets(query);
  const statement = new Statement();
  const slot = statement.value(query.control.slot);
  const conditions = [
    "r.type = 'AWS::S3::Bucket'",
    "r.retired_at is null",
    ...inScope(statement, "r.account_id", query.scope),
    ...(query.named ? [`r.name ilike ${statement.value(containing(query.named))}`] : []),
    ...(query.accountAwsId ? [`a.aws_id = ${statement.value(query.accountAwsId)}`] : []),
    ...(query.region ? [`r.region = ${statement.value(query.region)}`] : []),
    ...(few ? [`r.id = any(${statement.value(few)}::int[])`] : []),
    ...(query.show && !few
      ? [`exists (select from ${shown[query.show](statement, query.control.id)} and v.resource_id = r.id)`]
      : []),
    ...(query.after
      ? [`(r.name, r.id) > (${statement.value(query.after.name)}, ${statement.value(query.after.id)}::int)`]
      : []),
  ];
  return read<BucketRow>(
    `select k.*, (select count(*)::int from finding f where f.resource_id = k.id and f.waiver_id is null) as failing,
            (select count(*)::int from unknown_verdict u where u.resource_id = k.id) as unknown
     from (
       select r.id, r.name, r.region, a.name as "accountName", a.aws_id as "accountAwsId",
              case when length(s.verdicts) > ${slot}::int then get_byte(s.verdicts, ${slot}::int) end as "publicVerdict",
              r.not_seen_since as "notSeenSince"
       from resource r join aws_account a on a.id = r.account_id left join resource_state s on s.resource_id = r.id
       where ${conditions.join(" and ")}
       order by r.name, r.id limit ${statement.value(query.limit)}
     ) k order by k.name, k.id`,
    statement,
  );
}
