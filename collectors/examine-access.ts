import { ListPoliciesCommand, type PolicyType } from "@aws-sdk/client-organizations";
import type { ListedAccount } from "@/lib/data/inventory/record-tree";
import { messageOf } from "@/lib/platform/errors";
import { closedStates } from "@/lib/services/scans/plan-accounts";
import { treeOf } from "./discover/tree-of";
import { Aws, type Caller } from "./runtime/aws";
import { codeOf } from "./runtime/classify";

/** An answer, or why there is none: the code AWS gave. */
export type Answer<T> = { value: T } | { code: string; message: string };

/** An account, and whether the read role could be assumed in it. */
export type AccountAccess = { awsId: string; name: string; state: string; asked: boolean; access: Answer<true> | null };

/** What AWS lets this process do. */
export type AccessReport = {
  caller: Answer<Caller>;
  /** The organization's id, null for a lone account; with how many OUs and accounts could be listed. */
  organization: Answer<{ id: string | null; ous: number; accounts: number }> | null;
  /** By policy type that is in use: whether its policies may be listed. */
  policies: { type: string; access: Answer<true> }[];
  accounts: AccountAccess[];
};

/** Accounts signed in to side by side: STS is asked gently. */
const width = 8;
const policyTypes: readonly PolicyType[] = ["S3_POLICY", "RESOURCE_CONTROL_POLICY"];

/** Asks AWS who we are, whether the organization can be read, and for the read role in every account. Reads no bucket. */
export async function examineAccess(): Promise<AccessReport> {
  const aws = new Aws();
  const caller = await answer(() => aws.caller());
  const nothing: AccessReport = { caller, organization: null, policies: [], accounts: [] };
  if (!("value" in caller)) return nothing;
  const found = await answer(() => treeOf(aws));
  if (!("value" in found)) return { ...nothing, organization: found };
  const { organization, tree } = found.value;
  return {
    caller,
    organization: {
      value: { id: organization?.id ?? null, ous: tree.ous.length, accounts: tree.accounts.length },
    },
    policies: await policyAccess(
      aws,
      policyTypes.filter((type) => organization?.enabledPolicyTypes.includes(type)),
    ),
    accounts: await accountAccess(aws, tree.accounts),
  };
}

async function policyAccess(aws: Aws, types: readonly PolicyType[]): Promise<AccessReport["policies"]> {
  const client = await aws.organizations();
  return Promise.all(
    types.map(async (type) => ({
      type,
      access: await answer(async () => {
        await client.send(new ListPoliciesCommand({ Filter: type }));
        return true as const;
      }),
    })),
  );
}

async function accountAccess(aws: Aws, accounts: readonly ListedAccount[]): Promise<AccountAccess[]> {
  const tried: AccountAccess[] = accounts.map(({ awsId, name, state }) => ({
    awsId,
    name,
    state,
    asked: !closedStates.has(state),
    access: null,
  }));
  const queue = tried.filter(({ asked }) => asked);
  const signIn = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { awsId } = next;
      next.access = await answer(async () => {
        await aws.member(awsId);
        return true as const;
      });
    }
  };
  await Promise.all(Array.from({ length: width }, signIn));
  return tried;
}

async function answer<T>(ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    return { code: codeOf(error), message: messageOf(error) };
  }
}
