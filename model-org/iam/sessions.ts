import { AwsError } from "../wire/aws-error";
import { accessKeyFor, accountOfKey, type Caller } from "../world/caller";
import type { World } from "../world/world";
import { hubRoleNames, roleArn, roles } from "./roles";

/** The keys worker processes begin with: each is one hub role's. */
const hubKeys = { reader: "AKIAMODELHUBREADER00", remediator: "AKIAMODELHUBREMEDI00" } as const;

/** The two roles worker processes begin as, with a key that is theirs. */
export function hubRolesOf(world: World): Record<"reader" | "remediator", { arn: string; accessKeyId: string }> {
  const role = (kind: "reader" | "remediator") => ({
    arn: roleArn(world, world.hubAccountId, { path: "/", name: hubRoleNames[kind] }),
    accessKeyId: hubKeys[kind],
  });
  return { reader: role("reader"), remediator: role("remediator") };
}

/** The management account's administrator: whom a key nobody knows belongs to. */
export const administratorOf = (world: World): Caller => ({
  accountId: world.managementAccountId,
  arn: `arn:${world.partition}:iam::${world.managementAccountId}:user/administrator`,
  kind: "administrator",
});

/** Who signs with a key: a hub role, a session, or, for a key nobody knows, the management account's administrator. */
export function callerOf(world: World, accessKeyId: string, token: string | undefined): Caller | undefined {
  for (const kind of ["reader", "remediator"] as const) {
    if (accessKeyId !== hubKeys[kind]) continue;
    return { accountId: world.hubAccountId, arn: hubRolesOf(world)[kind].arn, kind: "role", role: hubRoleNames[kind] };
  }
  const accountId = accountOfKey(accessKeyId);
  return accountId === undefined ? administratorOf(world) : sessionOf(world, accountId, token);
}

function sessionOf(world: World, accountId: string, token: string | undefined): Caller | undefined {
  if (token === undefined || !world.account(accountId)) return undefined;
  let session: Caller & { expires: string };
  try {
    session = JSON.parse(Buffer.from(token, "base64").toString()) as Caller & { expires: string };
  } catch {
    return undefined;
  }
  if (!(new Date(session.expires) > new Date())) {
    throw new AwsError("ExpiredToken", "The provided token has expired.", 400);
  }
  if (session.accountId !== accountId) return undefined;
  // A role that was taken away ends its sessions here at once: AWS refuses them too.
  if (session.role !== undefined && !world.records.get(roles, accountId, world.homeRegion, session.role))
    return undefined;
  return session;
}

/** Keys for a session in an account. Sessions live by the real clock: the SDK's own clock says when they end. */
export function openSession(caller: Caller, seconds: number): { accessKeyId: string; token: string; expires: Date } {
  const expires = new Date(Date.now() + seconds * 1000);
  const session = { ...caller, issued: new Date().toISOString(), expires: expires.toISOString() };
  const token = Buffer.from(JSON.stringify(session)).toString("base64");
  return { accessKeyId: accessKeyFor(caller.accountId), token, expires };
}
