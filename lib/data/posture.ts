import { prisma } from "./prisma";
import { read } from "./statement";

/** Verdicts of one control (or practice) at one severity, as counted. `fail` counts unwaived failures. */
export type Counts = {
  pass: number;
  fail: number;
  notApplicable: number;
  unknown: number;
  waived: number;
  notJudged: number;
};

export type ControlCounts = Counts & { controlId: number; practice: string; severity: number };

/** @returns the counts of an OU and everything below it, by control and severity: at most a few hundred rows */
export async function controlCounts(ouId: number): Promise<ControlCounts[]> {
  return prisma.$queryRaw<ControlCounts[]>`
    select r.control_id as "controlId", c.practice, r.severity::int as severity, r.pass, r.fail,
           r.not_applicable as "notApplicable", r.unknown, r.waived, r.not_judged as "notJudged"
    from rollup_ou r join control c on c.id = r.control_id
    where r.ou_id = ${ouId}`;
}

export type DayCounts = Counts & { ouId: number; day: Date; practice: string; severity: number };

/**
 * The daily counts of several OUs from a day on, and for each of their series the last row before it: a day without a
 * row is like the day before.
 * @param from the first day asked for, midnight UTC
 */
export async function dayCounts(ouIds: readonly number[], from: Date): Promise<DayCounts[]> {
  return prisma.$queryRaw<DayCounts[]>`
    select ou_id as "ouId", day, practice, severity::int as severity, pass, fail, not_applicable as "notApplicable",
           unknown, waived, not_judged as "notJudged"
    from rollup_day where ou_id = any(${ouIds as number[]}) and day >= ${from}
    union all
    (select distinct on (ou_id, practice, severity) ou_id, day, practice, severity::int, pass, fail, not_applicable,
            unknown, waived, not_judged
     from rollup_day where ou_id = any(${ouIds as number[]}) and day < ${from}
     order by ou_id, practice, severity, day desc)
    order by "ouId", day`;
}

/** @returns the first day that anything was judged in an OU; null before the first verdict */
export async function firstDay(ouId: number): Promise<Date | null> {
  const rows = await prisma.$queryRaw<
    { day: Date | null }[]
  >`select min(day) as day from rollup_day where ou_id = ${ouId}`;
  return rows[0]?.day ?? null;
}

export type MovementCount = {
  day: Date;
  cause: string;
  practice: string;
  severity: number;
  from: string;
  to: string;
  n: number;
};

/**
 * The movements under an OU after one day and up to another, summed over accounts and controls. History follows the OU
 * an account was in: a move out of the OU is a movement like any other.
 */
export async function movementCounts(ouId: number, after: Date, upTo: Date): Promise<MovementCount[]> {
  return prisma.$queryRaw<MovementCount[]>`
    select m.day, m.cause, c.practice, m.severity::int as severity, m."from", m."to", sum(m.n)::int as n
    from ou_closure o join movement m on m.ou_id = o.descendant_id join control c on c.id = m.control_id
    where o.ancestor_id = ${ouId} and m.day > ${after} and m.day <= ${upTo}
    group by m.day, m.cause, c.practice, m.severity, m."from", m."to"
    order by m.day`;
}

export type AccountCounts = Counts & { accountId: number; practice: string; severity: number };

/** @returns the counts of every account directly in an OU, by practice and severity */
export async function accountCounts(ouId: number): Promise<AccountCounts[]> {
  return prisma.$queryRaw<AccountCounts[]>`
    select r.account_id as "accountId", c.practice, r.severity::int as severity, sum(r.pass)::int as pass,
           sum(r.fail)::int as fail, sum(r.not_applicable)::int as "notApplicable", sum(r.unknown)::int as unknown,
           sum(r.waived)::int as waived, sum(r.not_judged)::int as "notJudged"
    from aws_account a join rollup_account r on r.account_id = a.id join control c on c.id = r.control_id
    where a.ou_id = ${ouId} and a.retired_at is null
    group by r.account_id, c.practice, r.severity`;
}

export type AccountMovement = Omit<MovementCount, "practice" | "cause"> & { accountId: number };

/** @returns the movements of accounts after a day, summed over controls and causes, wherever the accounts were then */
export async function accountMovements(accountIds: readonly number[], after: Date): Promise<AccountMovement[]> {
  return prisma.$queryRaw<AccountMovement[]>`
    select account_id as "accountId", day, severity::int as severity, "from", "to", sum(n)::int as n
    from movement where account_id = any(${accountIds as number[]}) and day > ${after} and "from" <> "to"
    group by account_id, day, severity, "from", "to" order by day desc`;
}

export type ListedAccount = { id: number; awsId: string; name: string; unreachable: string | null; buckets: number };

/** @returns the accounts directly in an OU, those with most buckets first, and how many of each were judged */
export async function accountsIn(ouId: number): Promise<ListedAccount[]> {
  return prisma.$queryRaw<ListedAccount[]>`
    select a.id, a.aws_id as "awsId", a.name, a.unreachable, coalesce(r.resources, 0)::int as buckets
    from aws_account a
    left join rollup_inventory r on r.account_id = a.id and r.resource_type = 'AWS::S3::Bucket'
    where a.ou_id = ${ouId} and a.retired_at is null order by buckets desc, a.name`;
}

/** @returns how far everything is that posture is drawn from: verdicts, the tree, controls, and which accounts were read */
export async function postureVersion(): Promise<string> {
  const rows = await read<{ value: number }>(
    "select sum(value)::bigint as value from version where name in ('posture', 'inventory', 'control', 'scan')",
    { values: [] },
  );
  return String(rows[0]?.value ?? 0);
}

export type AccountReach = {
  accounts: number;
  /** Read to the end at least once, and reached in the last attempt. */
  reached: number;
  /** When the facts of the account that was read longest ago were read; null before the first. */
  oldestFact: Date | null;
  newestFact: Date | null;
};

/** @returns how many accounts there are under each of several OUs, and how many of them could be read */
export async function reachOf(
  ouIds: readonly number[],
): Promise<{ ouId: number; accounts: number; reached: number }[]> {
  return prisma.$queryRaw`
    select o.ancestor_id as "ouId", count(*)::int as accounts,
           (count(*) filter (where a.collected_at is not null and a.unreachable is null))::int as reached
    from ou_closure o join aws_account a on a.ou_id = o.descendant_id and a.retired_at is null
    where o.ancestor_id = any(${ouIds as number[]}) group by o.ancestor_id`;
}

/** @returns how many accounts under an OU could be read, and how old what was read is */
export async function accountReach(ouId: number): Promise<AccountReach> {
  const [row] = await prisma.$queryRaw<AccountReach[]>`
    select count(*)::int as accounts,
           (count(*) filter (where a.collected_at is not null and a.unreachable is null))::int as reached,
           min(a.collected_at) as "oldestFact", max(a.collected_at) as "newestFact"
    from ou_closure o join aws_account a on a.ou_id = o.descendant_id and a.retired_at is null
    where o.ancestor_id = ${ouId}`;
  return row ?? { accounts: 0, reached: 0, oldestFact: null, newestFact: null };
}
