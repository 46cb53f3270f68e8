import type { Policy } from "../language/policy";
import type { Caller, Request } from "../request";
import { anyEffects, effectsOf, either, never, type Outcome } from "./effects";
import type { Part, SimulationInput } from "./input";
import { isNamed } from "./principal";
import type { Scope } from "./scope";
import { all, isUnknown, type Truth, unknown } from "./truth";

/** What bounds a request, and grants nothing: policies of the organization and of a VPC endpoint. */
export type Limit = {
  deny: Outcome;
  /** Whether it lets the request pass; no says that an Allow is missing. */
  passes: Truth;
  part: Part;
  /** What is taken to pass without having been given. */
  assumed: readonly string[];
};

/** All that applies to one request. */
export function limits(request: Request, input: SimulationInput, scope: Scope): Limit[] {
  return [serviceControl(request.caller, input, scope), resourceControl(request, input, scope), endpoint(input, scope)];
}

/** Neither kind of the organization's policies binds a service-linked role. */
const isServiceLinked = (caller: Caller): boolean =>
  caller.kind === "aws" && /:role\/aws-service-role\//.test(caller.arn);

/**
 * Bind identities of one account, its root user too; not those of the management account, nor of others. At each level
 * something must allow.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
function serviceControl(caller: Caller, input: SimulationInput, scope: Scope): Limit {
  const part = "service-control-policy";
  const limit: Limit = { deny: never, passes: true, part, assumed: [] };
  const { serviceControlPolicies: given, managementAccount } = input;
  if (caller.kind !== "aws" || caller.account === managementAccount || isServiceLinked(caller)) return limit;
  if (given === "unread" || given.account !== caller.account) {
    return { ...limit, assumed: [`The service control policies of account ${caller.account} allow it.`] };
  }
  const levels = given.levels.filter((policies) => policies.length > 0);
  const effects = levels.map((policies) => effectsOf(policies, part, scope));
  // Where the policies are in use each level has at least one: a level without has not been given.
  const missing = levels.length > 0 && levels.length < given.levels.length;
  return {
    deny: either(effects.map(({ deny }) => deny)),
    passes: all(effects.map(({ allow }) => allow.direct.truth)),
    part,
    assumed: missing
      ? [`A level of account ${caller.account} whose service control policies were not given allows it.`]
      : [],
  };
}

/** Services whose resources the policies reach, as the Organizations guide lists them. */
const controlled = new Set([
  ...["s3", "sts", "kms", "sqs", "secretsmanager", "cognito-identity", "cognito-idp"],
  ...["logs", "dynamodb", "ecr", "aoss"],
]);

/**
 * Bind whoever asks, anonymous callers and services too; not the management account's resources. AWS attaches a policy
 * that allows everything to every level, and it cannot be detached: only a Deny matters.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
function resourceControl({ resourceAccount, caller }: Request, input: SimulationInput, scope: Scope): Limit {
  const part = "resource-control-policy";
  const limit: Limit = { deny: never, passes: true, part, assumed: [] };
  const { resourceControlPolicies: given, managementAccount } = input;
  if (resourceAccount === managementAccount || isServiceLinked(caller)) return limit;
  if (scope.action === "kms:retiregrant") return limit;
  if (given === "unread") {
    return { ...limit, deny: anyEffects(unknown("The resource control policies were not read.")).deny };
  }
  if ("assumedFor" in given) {
    return { ...limit, assumed: [`The resource control policies of account ${given.assumedFor} do not deny it.`] };
  }
  const { truth, by } = either(given.map((policies) => effectsOf(policies, part, scope).deny));
  if (truth === false || isUnknown(truth) || controlled.has(scope.action.split(":")[0] ?? "")) {
    return { ...limit, deny: { truth, by } };
  }
  const doubt = unknown("Whether resource control policies reach this service is not documented.");
  return { ...limit, deny: { truth: doubt, by: [] } };
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
function endpoint({ endpointPolicy: given }: SimulationInput, scope: Scope): Limit {
  const part = "endpoint-policy";
  const limit: Limit = { deny: never, passes: true, part, assumed: [] };
  if (given === null) return limit;
  if (given === undefined || given === "unread") {
    const through = given === "unread" || scope.context("aws:sourcevpce") !== undefined;
    return { ...limit, assumed: through ? ["The policy of the VPC endpoint allows it."] : [] };
  }
  const policies: readonly Policy[] = [given];
  const { allow, deny } = effectsOf(policies, part, scope);
  const named = isNamed({ direct: allow.direct.truth, role: allow.role.truth, account: allow.account.truth });
  return { ...limit, deny, passes: named };
}
