import { allOus, type OuRow } from "@/lib/data/ou";
import { versionOf } from "@/lib/data/version";
import type { Actor } from "@/lib/services/access/actor";
import { authorize, ousFor } from "@/lib/services/access/authorize";
import { remember } from "@/lib/services/posture/remember";

/** An organizational unit a page may be scoped to. `depth` counts from the widest units the actor may read. */
export type Scope = OuRow;

const remembered = remember<OuRow[]>(1);

/**
 * The units an actor may read, each followed by what is below it, by name.
 * @throws AppError `not_allowed` for an actor who may read nothing
 */
export async function listScopes(actor: Actor): Promise<Scope[]> {
  authorize(actor, "read");
  const granted = ousFor(actor, "read");
  const ous = await remembered(await versionOf("inventory"), allOus);
  const children = Map.groupBy(ous, ({ parentId }) => parentId);
  const listed: Scope[] = [];
  const walk = (ou: OuRow, held: number | null): void => {
    const from = held ?? (granted === "everything" || granted.includes(ou.id) ? ou.depth : null);
    if (from !== null) listed.push({ ...ou, depth: ou.depth - from });
    for (const child of children.get(ou.id) ?? []) walk(child, from);
  };
  for (const root of children.get(null) ?? []) walk(root, null);
  return listed;
}
