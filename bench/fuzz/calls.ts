import { accessOf } from "@/lib/policy/access/access-of";
import { compare } from "@/lib/policy/access/compare";
import { answer } from "@/lib/policy/corpus/answer";
import { demandsOf } from "@/lib/policy/demands/demands";
import type { AccessInput, Block } from "@/lib/policy/input";
import { parsePolicy } from "@/lib/policy/language/parse-policy";
import type { Policy, PolicyKind } from "@/lib/policy/language/policy";
import { effectiveOf } from "@/lib/policy/public/effective";
import { policyIsPublic } from "@/lib/policy/public/policy-is-public";
import { publicAccess } from "@/lib/policy/public/public-access";
import type { Caller, Request } from "@/lib/policy/request";
import { decisionOf } from "@/lib/policy/simulate/corpus-decision";
import type { SimulationInput } from "@/lib/policy/simulate/input";
import { simulate } from "@/lib/policy/simulate/simulate";
import { documentOf } from "./documents";
import type { Random } from "./random";
import { keys, values } from "./words";

/** Something that is done with a document. Done twice it must give the same. */
export type Call = { name: string; run: () => unknown };

const kinds: readonly [PolicyKind, ...PolicyKind[]] = [
  ...(["bucket", "access-point", "multi-region-access-point", "table-bucket", "vector-bucket"] as const),
  ...(["kms-key", "vpc-endpoint", "rcp", "scp", "identity"] as const),
];

const account = "111122223333";

/** All that is done with one document; others stand beside it where several policies decide. */
export function callsOf(document: string, random: Random): Call[] {
  const parses = kinds.map((kind) => ({ name: `parsePolicy, ${kind}`, run: () => parsePolicy(document, kind) }));
  const policy = parsePolicy(document, "bucket");
  const around = accessInput(policy, random);
  const other = parsePolicy(documentOf(random), "bucket");
  const [request, simulation] = [requestOf(policy, random), simulationInput(document, random)];
  return [
    ...parses,
    { name: "policyIsPublic", run: () => policyIsPublic(policy) },
    { name: "publicAccess", run: () => publicAccess(policy, policyIsPublic(policy)) },
    { name: "effectiveOf", run: () => effectiveOf(around) },
    { name: "demandsOf", run: () => demandsOf(policy, { name: "reports", partition: "aws", accountId: account }) },
    { name: "accessOf", run: () => accessOf(around) },
    { name: "compare", run: () => compare(policy, other) },
    { name: "compare, the other way round", run: () => compare(other, policy) },
    { name: "simulate", run: () => simulate(request, simulation) },
    { name: "answer, bucket-policy", run: () => answer("bucket-policy", { policy: document, accountId: account }) },
    { name: "answer, of whatever it is", run: () => answer("combined", valueOfText(document)) },
    { name: "decisionOf", run: () => decisionOf(valueOfText(document)) },
  ];
}

function valueOfText(document: string): unknown {
  try {
    return JSON.parse(document) as unknown;
  } catch {
    return document;
  }
}

const restricting: Block = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

function accessInput(policy: Policy, random: Random): AccessInput {
  const point = random.chance(0.3);
  return {
    kind: point ? "access-point" : "bucket",
    partition: "aws",
    bucket: "reports",
    accountId: account,
    orgId: random.pick(["o-1", null, "unread"]),
    isManagementAccount: random.chance(0.1),
    policy: random.chance(0.1) ? null : policy,
    ...(point
      ? {
          accessPoint: {
            arn: `arn:aws:s3:eu-west-1:${account}:accesspoint/finance`,
            networkOrigin: "Internet",
            policy,
          },
        }
      : {}),
    acl: { owner: null, grants: random.chance(0.3) ? [{ grantee: { kind: "all-users" }, permission: "READ" }] : [] },
    ownership: random.pick(["BucketOwnerEnforced", "ObjectWriter", "unread"]),
    blocks: {
      bucket: random.pick(["none", "unread", restricting, "none"]),
      account: random.pick(["none", "unread", restricting, "none"]),
      organization: random.pick(["absent", "all", "none", "unread"]),
    },
    rcps: random.chance(0.3) ? [[parsePolicy(documentOf(random), "rcp")]] : [],
    trusted: { accounts: ["444455556666"], organizations: ["o-1"] },
  };
}

const callers: readonly [Caller, ...Caller[]] = [
  { kind: "anonymous" },
  { kind: "aws", account, arn: `arn:aws:iam::${account}:user/ada` },
  { kind: "aws", account, arn: `arn:aws:iam::${account}:role/reader`, session: "ada", orgId: "o-1" },
  { kind: "aws", account, arn: `arn:aws:iam::${account}:root` },
  { kind: "aws", account: "444455556666", arn: "arn:aws:iam::444455556666:user/Bob" },
  { kind: "service", name: "cloudtrail.amazonaws.com" },
  { kind: "federated", provider: "accounts.google.com" },
  { kind: "canonical-user", id: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" },
  { kind: "origin-access-identity", id: "E2EXAMPLE" },
];

/** A request that mentions what the policy does. */
function requestOf({ statements }: Policy, random: Random): Request {
  const asked = statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)).slice(0, 20);
  const context: Record<string, string[]> = {};
  for (const key of [...asked, random.pick(keys).toLowerCase()]) {
    if (random.chance(0.6)) context[key] = Array.from({ length: random.below(3) }, () => random.pick(values));
  }
  return {
    action: random.pick(["s3:GetObject", "s3:PutObject", "s3:ListBucket", "kms:Decrypt", "s3:PutBucketPolicy", ""]),
    resource: random.pick([
      "arn:aws:s3:::reports/a",
      "arn:aws:s3:::reports",
      `arn:aws:s3:::reports/${"a".repeat(1_000)}`,
      "*",
    ]),
    resourceAccount: account,
    caller: random.pick(callers),
    context,
  };
}

function simulationInput(document: string, random: Random): SimulationInput {
  const other = (kind: PolicyKind) => parsePolicy(random.chance(0.5) ? document : documentOf(random), kind);
  return {
    resourcePolicy: random.chance(0.1) ? "unread" : parsePolicy(document, random.pick(kinds)),
    identityPolicies: random.chance(0.3) ? "unread" : [other("identity"), other("identity")],
    ...(random.chance(0.2) ? { sessionPolicies: [other("identity")] } : {}),
    ...(random.chance(0.2) ? { permissionsBoundary: other("identity") } : {}),
    serviceControlPolicies: random.chance(0.3) ? { account, levels: [[other("scp")], [other("scp")]] } : "unread",
    resourceControlPolicies: random.chance(0.3) ? [[other("rcp")]] : [],
    ...(random.chance(0.2) ? { endpointPolicy: other("vpc-endpoint") } : {}),
    ...(random.chance(0.2)
      ? {
          accessPoint: {
            arn: `arn:aws:s3:eu-west-1:${account}:accesspoint/finance`,
            bucket: "reports",
            policy: other("access-point"),
          },
        }
      : {}),
  };
}
