import {
  DescribeEffectivePolicyCommand,
  type OrganizationsClient,
  paginateListAccountsWithInvalidEffectivePolicy,
} from "@aws-sdk/client-organizations";
import type { ListedTree } from "@/lib/data/inventory/record-tree";
import { type Fact, known, unknown } from "@/lib/model/fact";
import type { AttachedPolicy } from "@/lib/model/facts/account";
import { log } from "@/lib/platform/log";
import { effectiveS3Policy } from "@/lib/policy/effective-s3-policy";
import { codeOf, reasonOf } from "../runtime/classify";
import { discoverPolicies } from "./policies";
import type { DiscoveredTree } from "./tree";

/** What the organization makes effective in each account, by its twelve digits. */
export type EffectiveFacts = Map<string, { effectiveS3Policy: Fact; resourceControlPolicies: Fact }>;

const sampleSize = 3;

/**
 * Computes what the organization's policies come to in every account, and checks a few accounts against AWS's own
 * answer, others each time.
 * @param turn which accounts to check: raised by every scan
 */
export async function discoverEffective(
  client: OrganizationsClient,
  { organization, tree }: DiscoveredTree,
  turn: number,
  pauseMs: number,
): Promise<EffectiveFacts> {
  const paths = pathsOf(tree);
  const enabled = (type: string) => organization.enabledPolicyTypes.includes(type);
  const s3 = await policiesOrReason(client, "S3_POLICY", enabled("S3_POLICY"), pauseMs);
  const rcp = await policiesOrReason(client, "RESOURCE_CONTROL_POLICY", enabled("RESOURCE_CONTROL_POLICY"), pauseMs);
  const invalid = enabled("S3_POLICY") ? await invalidAccounts(client) : known(new Set<string>());
  const sampled = enabled("S3_POLICY") ? sample(tree, turn) : new Set<string>();

  const facts: EffectiveFacts = new Map();
  for (const { awsId } of tree.accounts) {
    const path = [...(paths.get(awsId) ?? []), awsId];
    let effective = s3Policy(s3, invalid, path, awsId);
    if (effective.known && sampled.has(awsId)) effective = await checked(client, awsId, effective);
    // Resource control policies bind no resource of the management account:
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
    const resourceControlPolicies: Fact =
      awsId === organization.managementAccountId
        ? known([])
        : rcp.known
          ? known(path.flatMap((target) => rcp.value.get(target) ?? []))
          : rcp;
    facts.set(awsId, { effectiveS3Policy: effective, resourceControlPolicies });
  }
  return facts;
}

type Policies = Map<string, AttachedPolicy[]>;

async function policiesOrReason(
  client: OrganizationsClient,
  type: "S3_POLICY" | "RESOURCE_CONTROL_POLICY",
  enabled: boolean,
  pauseMs: number,
): Promise<Fact<Policies>> {
  if (!enabled) return known(new Map());
  try {
    return known(await discoverPolicies(client, type, pauseMs));
  } catch (error) {
    return unread(error, "organizations:ListPolicies");
  }
}

async function invalidAccounts(client: OrganizationsClient): Promise<Fact<Set<string>>> {
  const ids = new Set<string>();
  try {
    for await (const page of paginateListAccountsWithInvalidEffectivePolicy({ client }, { PolicyType: "S3_POLICY" })) {
      for (const { Id: id } of page.Accounts ?? []) if (id) ids.add(id);
    }
    return known(ids);
  } catch (error) {
    return unread(error, "organizations:ListAccountsWithInvalidEffectivePolicy");
  }
}

function s3Policy(policies: Fact<Policies>, invalid: Fact<Set<string>>, path: readonly string[], awsId: string): Fact {
  if (!policies.known) return policies;
  const effective = effectiveS3Policy(path.map((target) => policies.value.get(target) ?? []));
  if (effective === null) return known(null);
  if (!invalid.known) return invalid;
  return known({ ...effective, valid: effective.valid && !invalid.value.has(awsId) });
}

/** AWS's own answer is the authority: where ours differs, nothing is claimed. */
async function checked(client: OrganizationsClient, awsId: string, ours: Fact): Promise<Fact> {
  try {
    const { EffectivePolicy: effective } = await client.send(
      new DescribeEffectivePolicyCommand({ PolicyType: "S3_POLICY", TargetId: awsId }),
    );
    const content = JSON.parse(effective?.PolicyContent ?? "{}") as {
      s3_attributes?: { public_access_block_configuration?: unknown };
    };
    return sameSetting(ours, content.s3_attributes?.public_access_block_configuration) ? ours : disagree(awsId);
  } catch (error) {
    if (codeOf(error) === "EffectivePolicyNotFoundException")
      return sameSetting(ours, undefined) ? ours : disagree(awsId);
    // The sample is a check of ours: that it cannot be made says nothing about the account.
    log().warn({ account: awsId, reason: reasonOf(error) }, "the effective S3 policy could not be checked");
    return ours;
  }
}

function sameSetting(ours: Fact, theirs: unknown): boolean {
  if (!ours.known) return true;
  const value = ours.value as { publicAccessBlock: string | null; valid: boolean } | null;
  if (value !== null && !value.valid) return true;
  const setting = typeof theirs === "object" && theirs !== null && "@@assign" in theirs ? theirs["@@assign"] : theirs;
  return (value?.publicAccessBlock ?? null) === (setting ?? null);
}

function disagree(awsId: string): Fact {
  log().error({ account: awsId }, "AWS's effective S3 policy differs from the one computed");
  return unknown("unexpected_answer", "organizations:DescribeEffectivePolicy");
}

function sample(tree: ListedTree, turn: number): Set<string> {
  const n = tree.accounts.length;
  return new Set(
    Array.from({ length: Math.min(sampleSize, n) }, (_, i) => tree.accounts[(turn * sampleSize + i) % n]?.awsId ?? ""),
  );
}

function unread(error: unknown, permission: string): Extract<Fact, { known: false }> {
  const reason = reasonOf(error);
  return reason === "denied" ? unknown(reason, permission) : unknown(reason);
}

/** @returns the OUs above every account, from the root down */
function pathsOf({ ous, accounts }: ListedTree): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const { awsId, parentAwsId } of ous) paths.set(awsId, [...(paths.get(parentAwsId ?? "") ?? []), awsId]);
  return new Map(accounts.map(({ awsId, ouAwsId }) => [awsId, paths.get(ouAwsId) ?? []]));
}
