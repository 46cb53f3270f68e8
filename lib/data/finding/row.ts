import type { FindingKind } from "./query";

/** A row of a list of findings: a failure, an unknown verdict, or a waived failure. */
export type FindingRow = {
  kind: FindingKind;
  controlId: number;
  resourceId: number;
  resourceType: string;
  resourceName: string;
  region: string | null;
  /** `aws_account.id`. */
  accountId: number;
  accountAwsId: string;
  accountName: string;
  /** As judged; for an unknown verdict its control's highest. */
  severity: number;
  since: Date;
  /** Why it fails; for an unknown verdict why it failed when it was read last, if it did. */
  because: string | null;
  /** Why the verdict is unknown, and the permission that is missing. */
  reason: string | null;
  permission: string | null;
  sightLostAt: Date | null;
  assigneeId: string | null;
  assigneeName: string | null;
  waivedUntil: Date | null;
};

/** The columns of a row, over `k` (the verdicts of the page), `r` resource, `a` account, `p` person, `w` waiver. */
export const rowColumns = `
  k.control_id as "controlId", k.resource_id as "resourceId", r.type as "resourceType", r.name as "resourceName",
  r.region, k.account_id as "accountId", a.aws_id as "accountAwsId", a.name as "accountName",
  k.severity::int as severity, k.since, k.because, k.reason, k.permission, k.sight_lost_at as "sightLostAt",
  k.assignee_id as "assigneeId", p.name as "assigneeName", w.until as "waivedUntil"`;

export const rowJoins = `
  join resource r on r.id = k.resource_id
  join aws_account a on a.id = k.account_id
  left join auth.person p on p.id = k.assignee_id
  left join waiver w on w.id = k.waiver_id`;
