import { setting, time, type Write } from "./cells";

/**
 * One row for every resource and fact it can have, from the snapshot its verdicts were given on. A fact that is not in
 * it was not collected. `value` is JSON: `null` means AWS said "not configured", nothing at all that it was not read.
 * `last_known` is the value it had when it could still be read.
 * @param json how the JSON of a value is written: as text in CSV, as itself in JSON lines
 */
export const factsQuery = (text: Write, json: Write): string => `
  select a.aws_id as account_id, ${text("a.name")} as account_name, ${text("o.path")} as ou_path, r.region,
         r.type as resource_type, ${text("r.arn")} as resource_arn, ${text("r.name")} as resource_name, f.fact,
         coalesce(d.document->f.fact ? 'v', false) as known, ${json("d.document->f.fact->'v'")} as value,
         case when d.document->f.fact is null then 'not_collected' else d.document->f.fact->>'u' end as unknown_reason,
         d.document->f.fact->>'permission' as missing_permission,
         case when not coalesce(d.document->f.fact ? 'v', false) then ${json("l.document->f.fact->'v'")} end as last_known,
         ${time("greatest(s.observed_at, a.collected_at)")} as observed_at
  from resource r
  join export_account e on e.id = r.account_id
  join export_fact f on f.resource_type = r.type
  join aws_account a on a.id = r.account_id
  join ou o on o.id = a.ou_id
  left join resource_state s on s.resource_id = r.id
  left join fact_snapshot d on d.hash = s.snapshot
  left join fact_snapshot l on l.hash = s.last_known
  where r.retired_at is null and (${setting("named")} is null or r.name ilike ${setting("named")})`;
