import { retireResources } from "@/lib/data/ingest/retire-resources";
import { type ListedTree, recordTree } from "@/lib/data/inventory/record-tree";
import { type ReadFacts, stageFacts } from "@/lib/data/inventory/stage-facts";
import { pool } from "@/lib/data/pool";
import type { ResourceType } from "@/lib/model/resource";

/** What discovery found of the organization, or of a lone account. */
export type DiscoveredOrganization = {
  scanId: number;
  at: Date;
  tree: ListedTree;
  /** The organization itself, kept with its management account; null for a lone account. */
  organization: { arn: string; name: string; managementAccountId: string; facts: ReadFacts["facts"] } | null;
  /** By the account's twelve digits: its ARN and what the organization makes effective in it. */
  accounts: ReadonlyMap<string, { arn: string; facts: ReadFacts["facts"] }>;
};

const batchSize = 500;

/** Keeps the tree, the accounts and what the organization makes effective in each. */
export async function recordOrganization(discovered: DiscoveredOrganization): Promise<void> {
  const { at, scanId, tree, organization } = discovered;
  const accountIds = await recordTree(tree, at, scanId);
  await retireLeft(at, scanId);

  const names = new Map(tree.accounts.map(({ awsId, name }) => [awsId, name]));
  const resources: { type: ResourceType; arn: string; name: string; accountId: number; facts: ReadFacts["facts"] }[] =
    [];
  const owner = organization && accountIds.get(organization.managementAccountId);
  if (organization && owner !== undefined && owner !== null) {
    const { arn, name, facts } = organization;
    resources.push({ type: "AWS::Organizations::Organization", arn, name, accountId: owner, facts });
  }
  for (const [awsId, { arn, facts }] of discovered.accounts) {
    const accountId = accountIds.get(awsId);
    if (accountId === undefined) continue;
    resources.push({ type: "AWS::Organizations::Account", arn, name: names.get(awsId) ?? awsId, accountId, facts });
  }
  for (let i = 0; i < resources.length; i += batchSize) {
    const batch = resources.slice(i, i + batchSize);
    const ids = await keepResources(batch, at);
    await stageFacts({
      accountId: 0,
      scanId,
      at,
      resources: batch.flatMap(({ arn, accountId, facts }) => {
        const resourceId = ids.get(`${accountId}/${arn}`);
        return resourceId === undefined ? [] : [{ resourceId, accountId, facts, only: true }];
      }),
    });
  }
}

async function keepResources(
  batch: readonly { type: ResourceType; arn: string; name: string; accountId: number }[],
  at: Date,
): Promise<Map<string, number>> {
  const { rows } = await pool().query<{ id: number; accountId: number; arn: string }>(
    `insert into resource (type, arn, account_id, region, name, first_seen)
     select type, arn, account_id, null, name, $5 from unnest($1::text[], $2::text[], $3::int[], $4::text[])
       as l (type, arn, account_id, name)
     on conflict (account_id, arn) do update set name = excluded.name, retired_at = null
     returning id, account_id as "accountId", arn`,
    [
      batch.map(({ type }) => type),
      batch.map(({ arn }) => arn),
      batch.map(({ accountId }) => accountId),
      batch.map(({ name }) => name),
      at,
    ],
  );
  return new Map(rows.map(({ id, accountId, arn }) => [`${accountId}/${arn}`, id]));
}

/** The complete list of accounts no longer holds these: what was in them is out of the organization. */
async function retireLeft(at: Date, scanId: number): Promise<void> {
  for (;;) {
    const { rows } = await pool().query<{ accountId: number; ids: number[] }>(
      `select account_id as "accountId", array_agg(id) as ids from (
         select r.account_id, r.id from resource r join aws_account a on a.id = r.account_id
         where a.retired_at is not null and r.retired_at is null and r.first_seen <= $1 order by r.id limit ${batchSize}
       ) left_behind group by account_id`,
      [at],
    );
    let retired = 0;
    for (const { accountId, ids } of rows) {
      retired += (await retireResources({ accountId, at, recordedAt: at, origin: "scan", scanId, resourceIds: ids }))
        .length;
    }
    if (retired === 0) return;
  }
}
