import { parsePolicy } from "@/lib/policy/language/parse-policy";
import type { Policy, PolicyKind } from "@/lib/policy/language/policy";
import type { Caller, Request } from "@/lib/policy/request";
import type { Decision, SimulationInput } from "@/lib/policy/simulate/input";
import { simulate } from "@/lib/policy/simulate/simulate";

/** Accounts as AWS's examples number them: `owner` has the bucket, `other` is somebody else's, `management` leads. */
export const owner = "111122223333";
export const other = "444455556666";
export const management = "999999999999";

export const bucketArn = "arn:aws:s3:::reports";
export const objectArn = "arn:aws:s3:::reports/2026/q1.csv";

export const anonymous: Caller = { kind: "anonymous" };
export const user = (account = owner, name = "ada"): Caller => ({
  kind: "aws",
  account,
  arn: `arn:aws:iam::${account}:user/${name}`,
});
export const session = (account = owner, role = "reader", name = "ada"): Caller => ({
  kind: "aws",
  account,
  arn: `arn:aws:iam::${account}:role/${role}`,
  session: name,
});
export const root = (account = owner): Caller => ({ kind: "aws", account, arn: `arn:aws:iam::${account}:root` });
export const service = (name = "logging.s3.amazonaws.com"): Caller => ({ kind: "service", name });

export const policy = (kind: PolicyKind, ...statements: unknown[]): Policy =>
  parsePolicy({ Version: "2012-10-17", Statement: statements }, kind);

/** Allows everything, as an identity policy, a boundary or a service control policy. */
export const everything = { Effect: "Allow", Action: "*", Resource: "*" };
/** Lets whoever is named read the objects of the bucket. */
export const reads = (principal: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal: principal,
  Action: "s3:GetObject",
  Resource: `${bucketArn}/*`,
  ...more,
});
export const denies = (more: object = {}) => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "*",
  ...more,
});

/** A caller reads an object, with nothing in the way but what is said. */
export function reading(
  caller: Caller,
  policies: Partial<SimulationInput> = {},
  request: Partial<Request> = {},
): Decision {
  return simulate(
    { action: "s3:GetObject", resource: objectArn, resourceAccount: owner, caller, context: {}, ...request },
    {
      resourcePolicy: null,
      identityPolicies: [],
      serviceControlPolicies: { account: caller.kind === "aws" ? caller.account : "", levels: [] },
      resourceControlPolicies: [],
      ...policies,
    },
  );
}

/** The decision in one word, `undetermined` where there is none. */
export const verdictOf = ({ decision }: Decision): string =>
  decision.kind === "known" ? decision.value : decision.kind;
