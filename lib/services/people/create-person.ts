import { randomUUID } from "node:crypto";
import { z } from "zod";
import { recordAudit } from "@/lib/data/audit";
import { prisma } from "@/lib/data/prisma";
import { roles } from "@/lib/model/role";
import { auth } from "@/lib/platform/auth";
import { now } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "@/lib/services/access/actor";
import { authorizeOu } from "@/lib/services/access/authorize";

/** Who is to be created, and as what. */
export const NewPerson = z.object({
  email: z.email("That is no e-mail address.").transform((email) => email.toLowerCase()),
  name: z.string().trim().min(1).max(120).optional(),
  /** Only its hash is kept. */
  password: z
    .string()
    .min(12, "A password has at least 12 characters.")
    .max(128, "A password has at most 128 characters."),
  role: z.enum(roles, { error: `A role is one of ${roles.join(", ")}.` }),
  /** The id AWS gives the organizational unit (ou-… or r-…); the whole organization when left out. */
  ouAwsId: z.string().min(1).optional(),
});

export type NewPerson = z.input<typeof NewPerson>;

/**
 * Creates a person who signs in with a password and holds a role in an organizational unit and everything below it.
 * @returns the person's id
 * @throws AppError `invalid` for an input that cannot be, `conflict` for an e-mail that is taken, `not_found` for an
 * unknown unit, `unavailable` before the organization was read, `not_allowed`
 */
export async function createPerson(actor: Actor, input: NewPerson): Promise<{ personId: string }> {
  const parsed = NewPerson.safeParse(input);
  if (!parsed.success) throw new AppError("invalid", parsed.error.issues.map(({ message }) => message).join(" "));
  const { email, password, role, ouAwsId } = parsed.data;
  const ou = await findOu(ouAwsId);
  await authorizeOu(actor, "administer", ou.id);

  const { password: passwords } = await auth().$context;
  const hash = await passwords.hash(password);
  const at = now();
  const id = randomUUID();
  const name = parsed.data.name ?? email.slice(0, email.indexOf("@"));
  await prisma.$transaction(async (tx) => {
    const taken = await tx.authPerson.count({ where: { email } });
    if (taken > 0) throw new AppError("conflict", `Somebody already signs in as ${email}.`);
    await tx.authPerson.create({ data: { id, name, email, emailVerified: true, createdAt: at, updatedAt: at } });
    await tx.authCredential.create({
      data: {
        id: randomUUID(),
        accountId: id,
        providerId: "credential",
        userId: id,
        password: hash,
        createdAt: at,
        updatedAt: at,
      },
    });
    await tx.grant.create({ data: { principal: id, role, ouId: ou.id, grantedBy: actor.id, grantedAt: at } });
    await recordAudit(tx, {
      at,
      actor: actor.id,
      action: "person.create",
      target: `person/${id}`,
      ouId: ou.id,
      after: { email, name, role, ou: ou.awsId },
    });
  });
  return { personId: id };
}

async function findOu(awsId: string | undefined): Promise<{ id: number; awsId: string }> {
  const ou = await prisma.ou.findFirst({
    where: awsId === undefined ? { parentId: null, retiredAt: null } : { awsId, retiredAt: null },
    select: { id: true, awsId: true },
  });
  if (ou) return ou;
  if (awsId !== undefined && (await prisma.ou.count()) > 0) {
    throw new AppError("not_found", `The organization has no unit ${awsId}.`);
  }
  throw new AppError("unavailable", "The organization has not been read yet: people are created once it has been.");
}
