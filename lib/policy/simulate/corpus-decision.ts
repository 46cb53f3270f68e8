import { accessInputOf, isObject } from "../corpus/case-input";
import { parsePolicy } from "../language/parse-policy";
import type { Policy, PolicyKind } from "../language/policy";
import { policyIsPublic } from "../public/policy-is-public";
import type { Caller, Request } from "../request";
import { undetermined } from "../tri";
import type { Decision, Levels, SimulationInput } from "./input";
import { simulate } from "./simulate";

type Json = Readonly<Record<string, unknown>>;

/**
 * Decides a case of the policy corpus, whose `input` has the request and every policy as plain JSON. What needs a policy
 * that is not there is undetermined: the corpus asks what is, and not what would be.
 * @param input a case's `input`
 */
export function decisionOf(input: unknown): Decision {
  const request = requestOf(input);
  if (typeof request === "string") return nothing(request);
  const decision = simulate(request, policiesOf(isObject(input) ? input : {}, request));
  const [assumption] = decision.assumed;
  return assumption === undefined || decision.allowed.kind === "undetermined" ? decision : nothing(assumption);
}

const nothing = (what: string): Decision => {
  const open = undetermined({ what, row: null, at: null });
  return { decision: open, allowed: open, by: [], blockedBy: [], assumed: [] };
};

/** @returns why there is no request to decide */
function requestOf(input: unknown): Request | string {
  const given = isObject(input) ? input["request"] : undefined;
  if (!isObject(given)) return "There is no request.";
  const { action, resource, principal, context } = given;
  const arn = isObject(resource) ? resource["resource"] : resource;
  const owner = isObject(resource) ? resource["accountId"] : undefined;
  const account = owner ?? (isObject(input) ? input["accountId"] : undefined) ?? accountIn(arn);
  if (typeof action !== "string" || typeof arn !== "string") return "The request names no action or no resource.";
  if (typeof account !== "string") return "Whose the resource is is not given.";
  const values = contextOf(context);
  const caller = callerOf(principal, values);
  if (!caller) return "Who makes the request is not given.";
  return { action, resource: arn, resourceAccount: account, caller, context: values };
}

const accountIn = (arn: unknown): string | undefined =>
  typeof arn === "string" ? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1] : undefined;

function contextOf(given: unknown): Record<string, string[]> {
  const found: [string, string[]][] = Object.entries(isObject(given) ? given : {}).map(([key, value]) => [
    key.toLowerCase(),
    (Array.isArray(value) ? value : [value]).map(String),
  ]);
  return Object.fromEntries(found);
}

/** A principal is an ARN, the name of a service, or an object with its type. */
function callerOf(given: unknown, context: Readonly<Record<string, readonly string[]>>): Caller | undefined {
  if (isObject(given)) {
    const { type, ...rest } = given;
    if (typeof type === "string" && /^anonymous$/i.test(type)) return { kind: "anonymous" };
    const named = Object.values(rest).filter((value) => typeof value === "string");
    return named.map((value) => callerOf(value, context)).find((caller) => caller !== undefined);
  }
  if (typeof given !== "string") return undefined;
  if (given === "*" || /^anonymous$/i.test(given)) return { kind: "anonymous" };
  if (/^[\w.-]+\.amazonaws\.com(?:\.cn)?$/.test(given)) return { kind: "service", name: given };
  if (/^[0-9a-f]{64}$/.test(given)) return { kind: "canonical-user", id: given };
  const [, identity] = /CloudFront Origin Access Identity (\w+)$/.exec(given) ?? [];
  if (identity) return { kind: "origin-access-identity", id: identity };
  const [, partition, account] = /^arn:(aws[a-z-]*):(?:iam|sts)::(\d{12}):/.exec(given) ?? [];
  if (!partition || !account) return undefined;
  const orgId = context["aws:principalorgid"]?.[0];
  const organization = orgId === undefined ? {} : { orgId };
  const [, role, session] = /:assumed-role\/([^/]+)\/(.+)$/.exec(given) ?? [];
  if (!role || !session) return { kind: "aws", account, arn: given, ...organization };
  // A session's ARN has lost the path of its role; aws:PrincipalArn has it, where the request says it.
  const arn = context["aws:principalarn"]?.[0] ?? `arn:${partition}:iam::${account}:role/${role}`;
  return { kind: "aws", account, arn, session, ...organization };
}

function policiesOf(input: Json, { caller, resource, resourceAccount }: Request): SimulationInput {
  const boundary = together(listOf(input["permissionBoundaries"], "identity"));
  const document = input["resourcePolicy"];
  const policy = document === undefined || document === null ? null : parsePolicy(document, kindOf(resource));
  const { acl, blocks } = accessInputOf("combined", input, undefined);
  const { ownership, abac } = input;
  return {
    resourcePolicy: policy,
    identityPolicies:
      input["identityPolicies"] === undefined ? "unread" : listOf(input["identityPolicies"], "identity"),
    sessionPolicies: listOf(input["sessionPolicies"], "identity"),
    ...(boundary ? { permissionsBoundary: boundary } : {}),
    serviceControlPolicies: {
      account: caller.kind === "aws" ? caller.account : "",
      levels: levelsOf(input["serviceControlPolicies"], "scp"),
    },
    resourceControlPolicies: levelsOf(input["resourceControlPolicies"], "rcp"),
    ...(input["accountIsManagementAccount"] === true ? { managementAccount: resourceAccount } : {}),
    endpointPolicy: together(listOf(input["endpointPolicies"], "vpc-endpoint")) ?? null,
    blocks,
    ...(policy ? { isPublic: policyIsPublic(policy) } : {}),
    acl: { bucket: acl === "unread" ? acl : acl.grants },
    ownership: ownership === "BucketOwnerEnforced" ? ownership : "ObjectWriter",
    abac: typeof abac === "boolean" ? abac : "unread",
  };
}

/** Where AWS has one policy and the case several, their statements are read as one. */
function together([first, ...more]: readonly Policy[]): Policy | undefined {
  return (
    first && {
      ...first,
      statements: [first, ...more].flatMap(({ statements }) => statements),
      issues: [first, ...more].flatMap(({ issues }) => issues),
    }
  );
}

/** Levels with their policies, or policies alone, which are then one level each. */
function levelsOf(given: unknown, kind: PolicyKind): Levels {
  return (Array.isArray(given) ? given : []).map((level: unknown) =>
    listOf(isObject(level) && "policies" in level ? level["policies"] : level, kind),
  );
}

/** Each policy may stand by itself, or in an object beside its name. */
function listOf(given: unknown, kind: PolicyKind): Policy[] {
  const list: unknown[] = Array.isArray(given) ? given : given === undefined || given === null ? [] : [given];
  return list.map((one) =>
    parsePolicy(isObject(one) && !("Statement" in one) && "policy" in one ? one["policy"] : one, kind),
  );
}

function kindOf(resource: string): PolicyKind {
  if (resource.includes(":kms:")) return "kms-key";
  if (resource.includes(":s3tables:")) return "table-bucket";
  if (resource.includes(":s3vectors:")) return "vector-bucket";
  return resource.includes(":accesspoint/") ? "access-point" : "bucket";
}
