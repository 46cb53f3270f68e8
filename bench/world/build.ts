import { copyIn } from "@/lib/data/copy";
import { bucketArn, regionArn } from "@/lib/model/resource";
import { registerCatalogue } from "@/lib/services/setup/register-catalogue";
import type { Bench } from "../bench";
import { bucketName, regionOf, regions } from "./facts";
import type { Plan, PlannedAccount } from "./plan";

/** `resource.id` of an account itself, and of its regions: after those of the buckets. */
export const accountResource = ({ resources }: Plan, { id }: PlannedAccount): number => resources + id;
export const regionResource = ({ resources, accounts }: Plan, { id }: PlannedAccount, region: number): number =>
  resources + accounts.length + (id - 1) * regions.length + region + 1;

/** Makes the tree and the inventory as discovery leaves them: nothing read yet, nothing judged. */
export async function buildInventory({ owner }: Bench, plan: Plan, at: Date): Promise<void> {
  await registerCatalogue();
  const { ous, accounts } = plan;
  const parents = new Map(ous.map(({ id, parentId }) => [id, parentId]));
  await copyIn(
    owner,
    "ou",
    ["id", "aws_id", "parent_id", "name", "path", "depth", "first_seen"],
    ous.map(({ id, parentId, name, path, depth }) => [id, `ou-${id}`, parentId, name, path, depth, at]),
  );
  await copyIn(
    owner,
    "ou_closure",
    ["ancestor_id", "descendant_id", "depth"],
    ous.flatMap(({ id }) => {
      const above: number[] = [];
      for (let at: number | null = id; at !== null; at = parents.get(at) ?? null) above.push(at);
      return above.map((ancestor, depth) => [ancestor, id, depth]);
    }),
  );
  await copyIn(
    owner,
    "aws_account",
    ["id", "aws_id", "name", "ou_id", "state", "first_seen", "collected_at"],
    accounts.map(({ id, awsId, name, ouId }) => [id, awsId, name, ouId, "ACTIVE", at, new Date()]),
  );
  await copyIn(
    owner,
    "resource",
    ["id", "type", "arn", "account_id", "region", "name", "first_seen"],
    resourceRows(plan, at),
  );
  for (const table of ["ou", "aws_account", "resource"]) {
    await owner.query(`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`);
  }
  await owner.query("analyze ou, ou_closure, aws_account, resource");
}

function* resourceRows(plan: Plan, at: Date) {
  for (const account of plan.accounts) {
    const { id, awsId, name } = account;
    for (let bucket = account.firstBucket; bucket < account.firstBucket + account.buckets; bucket++) {
      const arn = bucketArn("aws", bucketName(bucket));
      yield [bucket, "AWS::S3::Bucket", arn, id, regionOf(plan, bucket), bucketName(bucket), at];
    }
    const own = `arn:aws:organizations::${awsId}:account/o-bench/${awsId}`;
    yield [accountResource(plan, account), "AWS::Organizations::Account", own, id, null, name, at];
    for (const [i, region] of regions.entries()) {
      yield [
        regionResource(plan, account, i),
        "AWS::Account::Region",
        regionArn("aws", awsId, region),
        id,
        region,
        region,
        at,
      ];
    }
  }
}
