import { prisma } from "@/lib/data/prisma";
import { now } from "@/lib/platform/clock";
import type { Actor } from "@/lib/services/access/actor";

/** What a person may do and where, in a sentence for their menu: "Triager and remediator in Workloads." */
export async function describeActor(actor: Actor): Promise<string> {
  if (actor.grants === "everything") return "Everything.";
  const at = now();
  const held = actor.grants.filter(({ until }) => until === null || until > at);
  if (held.length === 0) return "No role. Ask an administrator for one.";
  const units = await prisma.ou.findMany({
    where: { id: { in: held.map(({ ouId }) => ouId) } },
    select: { id: true, name: true, parentId: true },
  });
  return units
    .map(({ id, name, parentId }) => {
      const roles = held.filter(({ ouId }) => ouId === id).map(({ role }) => role);
      const words = roles.join(" and ");
      return `${words.charAt(0).toUpperCase()}${words.slice(1)} in ${parentId === null ? "the whole organization" : name}.`;
    })
    .join(" ");
}
