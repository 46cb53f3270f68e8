import { asItIs, safe, setting, time, type Write } from "./cells";
import { factsQuery } from "./facts-query";

const severities = `(array['informational','low','medium','high','critical'])`;

/** The verdicts of a resource, one row each, from its vector: 5 bits of a byte. */
const verdictRows = `
  select a.aws_id as account_id, a.name as account_name, o.path as ou_path, r.region, r.type as resource_type,
         r.arn as resource_arn, r.name as resource_name, c.slug as control_id,
         case when f.waiver_id is not null and (b.byte & 7) = 2 then 'waived'
              else (array['not_judged','pass','fail','not_applicable','unknown','off'])[(b.byte & 7) + 1] end as status,
         case when (b.byte & 7) in (1, 2, 3, 4) then ${severities}[((b.byte >> 3) & 7) + 1] end as severity,
         f.because, coalesce(f.since, u.since) as since, coalesce(greatest(s.observed_at, a.collected_at), s.observed_at) as observed_at,
         'direct' as source, u.reason as unknown_reason, u.permission as missing_permission, w.until as waived_until,
         case when (b.byte & 7) in (1, 2, 3, 4) then (b.byte >> 3) & 7 end as severity_rank
  from resource r
  join export_account e on e.id = r.account_id
  join aws_account a on a.id = r.account_id
  join ou o on o.id = a.ou_id
  join control c on c.resource_type = r.type and not c.retired
  join export_control k on k.id = c.id
  left join resource_state s on s.resource_id = r.id
  cross join lateral (
    select case when s.verdicts is not null and length(s.verdicts) > c.slot then get_byte(s.verdicts, c.slot) else 0 end as byte
  ) b
  left join finding f on f.resource_id = r.id and f.control_id = c.id
  left join unknown_verdict u on u.resource_id = r.id and u.control_id = c.id
  left join waiver w on w.id = f.waiver_id
  where r.retired_at is null and (${setting("named")} is null or r.name ilike ${setting("named")})`;

const filtered = `
  select * from (${verdictRows}) v
  where (${setting("status")} is null or v.status = ${setting("status")})
    and (${setting("severity")} is null or v.severity_rank = ${setting("severity")}::int)`;

const columns = [
  "account_id",
  "account_name",
  "ou_path",
  "region",
  "resource_type",
  "resource_arn",
  "resource_name",
  "control_id",
  "status",
  "severity",
  "because",
  "since",
  "observed_at",
  "source",
  "unknown_reason",
  "missing_permission",
  "waived_until",
] as const;

const times = new Set(["since", "observed_at", "waived_until"]);
const free = new Set(["account_name", "ou_path", "resource_arn", "resource_name", "because"]);

const cells = (write: Write): string =>
  columns.map((name) => `${times.has(name) ? time(name) : free.has(name) ? write(name) : name} as ${name}`).join(", ");

// By ARN too: an access point may have one name in several regions, and evidence that is exported twice is the same.
const order = "order by account_id, resource_type, resource_name, resource_arn, control_id";

const resourceColumns = `
  a.aws_id as account_id, a.name as account_name, o.path as ou_path, r.region, r.type as resource_type,
  r.arn as resource_arn, r.name as resource_name, ${time("r.first_seen")} as first_seen,
  ${time("r.not_seen_since")} as not_seen_since, ${time("greatest(s.observed_at, a.collected_at)")} as observed_at,
  s.in_full as read_in_full, a.unreachable as account_unreachable`;

const resources = (text: Write): string => `
  select account_id, ${text("account_name")} as account_name, ${text("ou_path")} as ou_path, region, resource_type,
         ${text("resource_arn")} as resource_arn, ${text("resource_name")} as resource_name, first_seen, not_seen_since,
         observed_at, read_in_full, account_unreachable
  from (
    select ${resourceColumns}
    from resource r
    join export_account e on e.id = r.account_id
    join aws_account a on a.id = r.account_id
    join ou o on o.id = a.ou_id
    left join resource_state s on s.resource_id = r.id
    where r.retired_at is null and r.type in ('AWS::S3::Bucket', 'AWS::S3::AccessPoint')
      and (${setting("named")} is null or r.name ilike ${setting("named")})
  ) v order by account_id, resource_type, resource_name, resource_arn`;

const open = `${filtered} and (${setting("status")} is not null or v.status in ('fail', 'unknown', 'waived'))`;

const verdicts = (write: Write): string => `select ${cells(write)} from (${filtered}) v ${order}`;

const findings = (write: Write): string =>
  `select ${cells(write)} from (${open}) v order by v.severity_rank desc, v.since desc, v.resource_arn, v.control_id`;

/** What each export selects: `text` made safe for spreadsheets, `plain` as it is. Text of our own, no value in it. */
export const exportQueries = {
  verdicts: { text: verdicts(safe), plain: verdicts(asItIs) },
  findings: { text: findings(safe), plain: findings(asItIs) },
  resources: { text: resources(safe), plain: resources(asItIs) },
  facts: {
    text: factsQuery(safe, (json) => safe(`(${json})::text`)),
    plain: factsQuery(asItIs, asItIs),
  },
} as const;
