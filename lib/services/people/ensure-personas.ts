import { prisma } from "@/lib/data/prisma";
import { now } from "@/lib/platform/clock";
import { environment } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { personas } from "./personas";

const by = "system/personas";

/**
 * Creates the people of the model world with what they are granted, without passwords. Doing it again changes nothing.
 * @returns the ids of those whose organizational unit is known by now, by key
 * @throws AppError `not_allowed` in the real world: there are no personas
 */
export async function ensurePersonas(): Promise<Map<string, string>> {
  if (environment().aws !== "model") throw new AppError("not_allowed", "Personas exist in the model world only.");
  const at = now();
  const ensured = new Map<string, string>();
  for (const { key, name, email, roles, ou } of personas) {
    const unit = await prisma.ou.findFirst({
      where: { retiredAt: null, ...(ou === undefined ? { parentId: null } : { depth: 1, name: ou }) },
      select: { id: true },
    });
    if (!unit) continue;
    const id = `persona-${key}`;
    await prisma.$transaction([
      // Not an upsert: two that sign in at the same moment would both find nobody, and one of them fail.
      prisma.authPerson.createMany({
        data: [{ id, name, email, emailVerified: true, createdAt: at, updatedAt: at }],
        skipDuplicates: true,
      }),
      prisma.grant.createMany({
        data: roles.map((role) => ({ principal: id, role, ouId: unit.id, grantedBy: by, grantedAt: at })),
        skipDuplicates: true,
      }),
    ]);
    ensured.set(key, id);
  }
  return ensured;
}
