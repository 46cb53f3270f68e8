import type { Kind } from "./records";
import type { World } from "./world";

/** The tags of a vault, a plan or a recovery point, by its ARN, where somebody changed them. */
type Tagged = { arn: string; tags: Record<string, string> };

type Owner = { accountId: string; region: string };

const backupTags: Kind<Tagged> = { name: "backup-tags", id: ({ arn }) => arn, derive: () => [] };

/** @returns the tags of something of AWS Backup: those its account gives everything, unless somebody changed them */
export function tagsOf(world: World, { accountId, region }: Owner, arn: string): Record<string, string> {
  const changed = world.records.get(backupTags, accountId, region, arn);
  if (changed) return changed.tags;
  const plan = world.tree.purposes.get(accountId);
  const isMade = arn.includes(":recovery-point:") || arn.endsWith(":backup-vault:Default");
  return plan === undefined || isMade ? {} : { owner: plan.name };
}

/** Puts other tags in the place of those there are. */
export function putTags(
  world: World,
  { accountId, region }: Owner,
  arn: string,
  tags: Readonly<Record<string, string>>,
): void {
  world.records.put(backupTags, accountId, region, { arn, tags: { ...tags } });
}
