import { prisma } from "./prisma";
import { read } from "./statement";

/** An organizational unit as pages name it. */
export type OuRow = { id: number; awsId: string; name: string; path: string; depth: number; parentId: number | null };

const columns = { id: true, awsId: true, name: true, path: true, depth: true, parentId: true } as const;

/** @returns the whole tree that is not retired, parents before children; organizations have at most 2,000 OUs */
export async function allOus(): Promise<OuRow[]> {
  return prisma.ou.findMany({
    where: { retiredAt: null },
    select: columns,
    orderBy: [{ depth: "asc" }, { name: "asc" }],
  });
}

/** @returns whether an OU is one of others or below one of them */
export async function isUnder(ouId: number, ancestorIds: readonly number[]): Promise<boolean> {
  const rows = await read("select from ou_closure where ancestor_id = any($1) and descendant_id = $2 limit 1", {
    values: [ancestorIds, ouId],
  });
  return rows.length > 0;
}

/** @returns the OUs directly below one, by name */
export async function childOus(ouId: number): Promise<OuRow[]> {
  return prisma.ou.findMany({ where: { parentId: ouId, retiredAt: null }, select: columns, orderBy: { name: "asc" } });
}

export type BucketCount = { ouId: number; buckets: number; inFull: number };

/** @returns buckets judged under each of the OUs, and how many of them with every fact read */
export async function bucketCounts(ouIds: readonly number[]): Promise<BucketCount[]> {
  return prisma.$queryRaw<BucketCount[]>`
    select o.ancestor_id as "ouId", coalesce(sum(r.resources), 0)::int as buckets, coalesce(sum(r.in_full), 0)::int as "inFull"
    from ou_closure o
    join aws_account a on a.ou_id = o.descendant_id and a.retired_at is null
    join rollup_inventory r on r.account_id = a.id and r.resource_type = 'AWS::S3::Bucket'
    where o.ancestor_id = any(${ouIds as number[]})
    group by o.ancestor_id`;
}
