import { prisma } from "@/lib/data/prisma";
import { type Role, roles } from "@/lib/model/role";
import type { Actor } from "@/lib/services/access/actor";

const isRole = (role: string): role is Role => (roles as readonly string[]).includes(role);

/**
 * A person with everything granted to them, as verbs are handed it. Whether a grant still holds is asked at each use.
 * @returns null for a person nobody knows
 */
export async function findActor(personId: string): Promise<Actor | null> {
  const [person, grants] = await Promise.all([
    prisma.authPerson.findUnique({ where: { id: personId }, select: { id: true, name: true, email: true } }),
    prisma.grant.findMany({ where: { principal: personId }, select: { role: true, ouId: true, until: true } }),
  ]);
  if (!person) return null;
  return {
    ...person,
    grants: grants.flatMap(({ role, ouId, until }) => (isRole(role) ? [{ role, ouId, until }] : [])),
  };
}
