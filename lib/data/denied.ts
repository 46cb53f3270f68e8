import type { UnknownReason } from "@/lib/model/reason";
import { read } from "./statement";

/** What could not be read in an account for want of permissions. */
export type Denied = {
  awsId: string;
  name: string;
  reason: UnknownReason;
  permissions: string[];
  /** Resources the most wanted of them is missing for. */
  resources: number;
};

/** @returns what could not be read by permission when each account was last read, most resources first */
export async function deniedNow(): Promise<Denied[]> {
  return read(
    `select a.aws_id as "awsId", a.name, g.reason, array_agg(g.permission order by g.permission) as permissions,
            max(g.resources)::int as resources
     from (select account_id, permission, reason, sum(resources) as resources from gap
           where permission <> '' group by account_id, permission, reason) g
     join aws_account a on a.id = g.account_id and a.retired_at is null
     group by a.aws_id, a.name, g.reason order by resources desc, a.name, g.reason`,
    { values: [] },
  );
}
