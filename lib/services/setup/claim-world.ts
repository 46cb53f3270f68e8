import { prisma } from "@/lib/data/prisma";
import { now } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";

/** Which world a database belongs to: the model organization of a seed, or an organization (or lone account) by id. */
export type World = { kind: "model" | "real"; identity: string };

/**
 * Writes down which world the database belongs to, the first time; later only the same world may use it.
 * @throws AppError `conflict` when it belongs to another
 */
export async function claimWorld(world: World): Promise<void> {
  const known = await prisma.world.upsert({ where: { id: 1 }, create: { ...world, createdAt: now() }, update: {} });
  if (known.kind === world.kind && known.identity === world.identity) return;
  const name = ({ kind, identity }: { kind: string; identity: string }) =>
    kind === "model" ? `the model organization with seed ${identity}` : `the AWS organization ${identity}`;
  throw new AppError(
    "conflict",
    `This database belongs to ${name(known)}, and this process to ${name(world)}. Name another database, or another BREAKWATER_DATA_DIR.`,
  );
}
