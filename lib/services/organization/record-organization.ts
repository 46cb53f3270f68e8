import { retireResources } from "@/lib/data/ingest/retire-resources";
import { type GlobalResource, keepResources } from "@/lib/data/inventory/keep-resources";
import { listLeftBehind } from "@/lib/data/inventory/list-left-behind";
import { type ListedTree, recordTree } from "@/lib/data/inventory/record-tree";
import { type ReadFacts, stageFacts } from "@/lib/data/inventory/stage-facts";
import { recording } from "@/lib/platform/clock";

/** What discovery found of the organization, or of a lone account. */
export type DiscoveredOrganization = {
  /** Null where a hint led to it. */
  scanId: number | null;
  at: Date;
  tree: ListedTree;
  /** The organization itself, kept with its management account; null for a lone account. */
  organization: { arn: string; name: string; managementAccountId: string; facts: ReadFacts["facts"] } | null;
  /** By the account's twelve digits: its ARN and what the organization makes effective in it. */
  accounts: ReadonlyMap<string, { arn: string; facts: ReadFacts["facts"] }>;
};

const batchSize = 500;

/**
 * Keeps the tree, the accounts and what the organization makes effective in each.
 * @returns the resources that wait to be judged on what was told anew: accounts, the organization
 */
export async function recordOrganization(discovered: DiscoveredOrganization): Promise<number[]> {
  const { at, scanId, tree, organization } = discovered;
  const accountIds = await recordTree(tree, at, scanId);
  await retireLeft(at, scanId);

  const names = new Map(tree.accounts.map(({ awsId, name }) => [awsId, name]));
  const resources: (GlobalResource & { facts: ReadFacts["facts"] })[] = [];
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
  const told: number[] = [];
  for (let i = 0; i < resources.length; i += batchSize) {
    const batch = resources.slice(i, i + batchSize);
    const ids = await keepResources(batch, at);
    const staged = await stageFacts({
      accountId: 0,
      scanId,
      at,
      resources: batch.flatMap(({ arn, accountId, facts }) => {
        const resourceId = ids.get(`${accountId}/${arn}`);
        return resourceId === undefined ? [] : [{ resourceId, accountId, facts, only: true }];
      }),
    });
    told.push(...staged);
  }
  return told;
}

/** The complete list of accounts no longer holds these: what was in them is out of the organization. */
async function retireLeft(at: Date, scanId: number | null): Promise<void> {
  for (;;) {
    let retired = 0;
    for (const { accountId, ids } of await listLeftBehind(at, batchSize)) {
      const gone = await retireResources({ accountId, at, ...recording(), origin: "scan", scanId, resourceIds: ids });
      retired += gone.length;
    }
    if (retired === 0) return;
  }
}
