import type { Context } from "../wire/context";
import type { Caller } from "../world/caller";
import type { Account } from "../world/configuration";
import { pathTo } from "../world/organization/attachments";
import { isTypeEnabled } from "../world/organization/policy-types";
import type { World } from "../world/world";
import type { RequestContext } from "./conditions";
import { customerPolicyAt } from "./customer-policies";
import { decide, type PolicyRequest } from "./decide";
import { managedPolicyDocument } from "./managed-policies";
import { denialBy } from "./refusals";
import { type Role, roleArn, roles } from "./roles";

/** What a call is about, beside its action. */
export type Target = {
  /** The ARN; `*` for a call about an account. */
  resource?: string;
  /** The account that owns it; the caller's own unless said. */
  ownerId?: string;
  /** The resource's own policy, where it has one. */
  policy?: string | null;
  /** More of the request: condition keys in lower case. */
  context?: RequestContext;
  /** Whether the resource's policy has to allow it within its own account too, as a key's has. */
  policyDecides?: boolean;
};

/** Services whose resources resource control policies reach. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html */
const underRcp = /^(s3|sts|kms|sqs|secretsmanager|logs|dynamodb|ecr):/;

/**
 * Whether an identity may act: what its role, its session policy and the service control policies above it leave, what
 * the resource's policy grants or denies, and what resource control policies deny. A person of the past and the
 * administrator are held to everything but identity policies.
 * @throws AwsError as the service answers, with the level that refuses named
 */
export function authorize(
  world: World,
  { service, caller, region }: Context,
  action: string,
  target: Target = {},
): void {
  const { resource = "*", ownerId = caller.accountId, policy = null } = target;
  if (caller.kind === "administrator") return;
  const owner = world.account(ownerId);
  const request: PolicyRequest = {
    action,
    resource,
    principal: { accountId: caller.accountId, arns: namesOf(world, caller) },
    context: { ...contextOf(world, caller, region, owner), ...target.context },
  };
  const refuse = (why: string): never => {
    const message = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
    throw denialBy(service, message);
  };

  const scps = levelsOf(world, world.account(caller.accountId), "SERVICE_CONTROL_POLICY");
  const byLevel = scps.map((level) => decide(level, request));
  if (byLevel.includes("deny")) refuse("with an explicit deny in a service control policy");
  if (byLevel.includes("none")) refuse("because no service control policy allows the action");
  if (underRcp.test(action)) {
    const rcps = levelsOf(world, owner, "RESOURCE_CONTROL_POLICY");
    if (rcps.some((level) => decide(level, request) === "deny"))
      refuse("with an explicit deny in a resource control policy");
  }
  const byResource = policy === null ? "none" : decide([policy], request);
  if (byResource === "deny") refuse("with an explicit deny in a resource-based policy");
  const byIdentity = caller.kind === "person" ? "allow" : decide(identityPolicies(world, caller), request);
  if (byIdentity === "deny") refuse("with an explicit deny in an identity-based policy");
  if ((caller.accountId !== ownerId || target.policyDecides) && byResource !== "allow") {
    refuse("because no resource-based policy allows the action");
  }
  if (byIdentity !== "allow") refuse("because no identity-based policy allows the action");
  const boundary = boundaryOf(world, caller);
  if (boundary && decide(boundary, request) !== "allow") {
    refuse("because no permissions boundary allows the action");
  }
  if (caller.policy === undefined) return;
  const bySession = decide([caller.policy], request);
  if (bySession === "deny") refuse("with an explicit deny in a session policy");
  if (bySession !== "allow") refuse("because no session policy allows the action");
}

/** The names a policy may call a session by: its role, and the session itself. */
function namesOf(world: World, { accountId, arn, role }: Caller): string[] {
  return role === undefined ? [arn] : [roleArn(world, accountId, { path: "/", name: role }), arn];
}

function roleOf(world: World, { accountId, role }: Caller): Role | undefined {
  return role === undefined ? undefined : world.records.get(roles, accountId, world.homeRegion, role);
}

const managedDocument = (world: World, arn: string): string | undefined =>
  managedPolicyDocument(arn) ?? customerPolicyAt(world, arn)?.document;

function identityPolicies(world: World, caller: Caller): string[] {
  const found = roleOf(world, caller);
  if (!found) return [];
  return [...Object.values(found.inline), ...found.attached.flatMap((arn) => managedDocument(world, arn) ?? [])];
}

/** @returns what caps a role's policies; undefined where nothing does */
function boundaryOf(world: World, caller: Caller): string[] | undefined {
  const boundary = roleOf(world, caller)?.boundary;
  return boundary === undefined ? undefined : [managedDocument(world, boundary) ?? []].flat();
}

/** Policies of a type at each level above an account and at itself. None binds the management account. */
function levelsOf(
  world: World,
  account: Account | undefined,
  type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY",
): string[][] {
  if (!account || account.id === world.managementAccountId || !isTypeEnabled(world, type)) return [];
  return pathTo(world, account).map((target) => world.policiesAt(target, type).map(({ content }) => content));
}

/** What every signed request of the model is: over TLS 1.3, from no private network. */
function contextOf(world: World, caller: Caller, region: string, owner: Account | undefined): RequestContext {
  const { organizationId } = world.seed;
  const principal = world.account(caller.accountId);
  return {
    "aws:principalarn": namesOf(world, caller)[0],
    "aws:principalaccount": caller.accountId,
    "aws:principalorgid": principal ? organizationId : undefined,
    "aws:principalorgpaths": principal
      ? `${organizationId}/${world.pathOf(principal).slice(0, -1).join("/")}/`
      : undefined,
    "aws:principalisawsservice": "false",
    "aws:principaltype": "AssumedRole",
    "aws:resourceaccount": owner?.id,
    "aws:resourceorgid": owner ? organizationId : undefined,
    "aws:requestedregion": region,
    "aws:securetransport": "true",
    "aws:viaawsservice": "false",
    "s3:tlsversion": "1.3",
    "aws:sourceidentity": caller.sourceIdentity,
    "sts:sourceidentity": caller.sourceIdentity,
    "aws:currenttime": world.clock.now().toISOString(),
  };
}
