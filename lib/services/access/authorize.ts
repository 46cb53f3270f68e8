import { type AccountScope, accountsUnder, withinScope } from "@/lib/data/account-scope";
import { isUnder } from "@/lib/data/ou";
import { prisma } from "@/lib/data/prisma";
import { type Permission, roleAllows } from "@/lib/model/role";
import { now } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "./actor";

const verbs: Readonly<Record<Permission, string>> = {
  read: "read this",
  triage: "triage findings",
  change: "plan or apply changes",
  approve: "approve changes",
  evidence: "read the audit log or build evidence",
  administer: "administer Breakwater",
};

const refusal = (permission: Permission) =>
  new AppError("not_allowed", `You may not ${verbs[permission]} here. Ask an administrator for a role that may.`);

/** @returns the OUs an actor holds a permission in, by `ou.id`; `everything` for the system */
export function ousFor(actor: Actor, permission: Permission): readonly number[] | "everything" {
  if (actor.grants === "everything") return "everything";
  const at = now();
  return actor.grants
    .filter(({ role, until }) => roleAllows(role, permission) && (until === null || until > at))
    .map(({ ouId }) => ouId);
}

/** @throws AppError `not_allowed` unless the actor holds the permission in some OU */
export function authorize(actor: Actor, permission: Permission): void {
  const ous = ousFor(actor, permission);
  if (ous !== "everything" && ous.length === 0) throw refusal(permission);
}

/**
 * The accounts an actor holds a permission for: permission follows the OU an account is in now.
 * @param ouId only those under this OU
 * @throws AppError `not_allowed` when that is none of the actor's OUs, nothing below one and nothing above one
 */
export async function accountsFor(actor: Actor, permission: Permission, ouId?: number): Promise<AccountScope> {
  const ous = ousFor(actor, permission);
  if (ous === "everything") return ouId === undefined ? "all" : accountsUnder([ouId]);
  if (ous.length === 0) throw refusal(permission);
  const held = await accountsUnder(ous);
  if (ouId === undefined) return held;
  const related = await prisma.ouClosure.count({
    where: {
      OR: [
        { ancestorId: { in: [...ous] }, descendantId: ouId },
        { ancestorId: ouId, descendantId: { in: [...ous] } },
      ],
    },
  });
  if (related === 0) throw refusal(permission);
  const asked = await accountsUnder([ouId]);
  return asked === "all" ? held : withinScope(held, asked);
}

/** @throws AppError `not_allowed` unless the actor holds the permission in the whole of an OU */
export async function authorizeOu(actor: Actor, permission: Permission, ouId: number): Promise<void> {
  const ous = ousFor(actor, permission);
  if (ous === "everything") return;
  if (!(await isUnder(ouId, ous))) throw refusal(permission);
}

/** @throws AppError `not_found` where the actor may not even read it: that something exists is not told either */
export async function authorizeAccount(actor: Actor, permission: Permission, accountId: number): Promise<void> {
  const account = await prisma.account.findUnique({ where: { id: accountId }, select: { ouId: true } });
  if (!account || !(await holdsAbove(actor, "read", account.ouId))) {
    throw new AppError("not_found", "There is no such account, or it is outside what you may read.");
  }
  if (permission !== "read" && !(await holdsAbove(actor, permission, account.ouId))) throw refusal(permission);
}

/** @throws AppError `not_found` where the actor may not even read it, `not_allowed` where reading is all */
export async function authorizeResource(
  actor: Actor,
  permission: Permission,
  resourceId: number,
): Promise<{ resourceId: number; accountId: number; ouId: number }> {
  const resource = await prisma.resource.findUnique({
    where: { id: resourceId },
    select: { accountId: true, account: { select: { ouId: true } } },
  });
  const ouId = resource?.account.ouId;
  if (!resource || ouId === undefined || !(await holdsAbove(actor, "read", ouId))) {
    throw new AppError("not_found", "There is no such resource, or it is outside what you may read.");
  }
  if (permission !== "read" && !(await holdsAbove(actor, permission, ouId))) throw refusal(permission);
  return { resourceId, accountId: resource.accountId, ouId };
}

/** @returns whether the actor holds a permission in an OU: for pages that offer what a verb will authorize again */
export const mayIn = (actor: Actor, permission: Permission, ouId: number): Promise<boolean> =>
  holdsAbove(actor, permission, ouId);

async function holdsAbove(actor: Actor, permission: Permission, ouId: number): Promise<boolean> {
  const ous = ousFor(actor, permission);
  if (ous === "everything") return true;
  if (ous.length === 0) return false;
  return isUnder(ouId, ous);
}
