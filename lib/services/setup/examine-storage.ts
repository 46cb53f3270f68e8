import { rewritable } from "@/lib/data/append-only";
import { type Denied, deniedNow } from "@/lib/data/denied";
import { liveWorkers } from "@/lib/data/live-workers";
import { prisma } from "@/lib/data/prisma";
import { type Readiness, readiness } from "@/lib/data/readiness";
import type { WorkerKind } from "@/lib/jobs/job";
import type { Actor } from "../access/actor";
import { authorize } from "../access/authorize";
import type { World } from "./claim-world";

/** What the database tells about a deployment. What a missing part would tell is null. */
export type StorageReport = {
  readiness: Readiness;
  /** Whose database it is; null before the first worker claimed it. */
  world: World | null;
  workers: ReadonlySet<WorkerKind> | null;
  /** The role this process signs in as, and the append-only tables it could rewrite all the same. */
  rights: { role: string; tables: readonly string[] } | null;
  denied: readonly Denied[] | null;
  /** Whether anything was scanned yet. */
  scanned: boolean;
};

/** Looks at the database without changing it. Never throws for what is not there. */
export async function examineStorage(actor: Actor): Promise<StorageReport> {
  authorize(actor, "administer");
  const ready = await readiness();
  const nothing = { readiness: ready, world: null, workers: null, rights: null, denied: null, scanned: false };
  if (!ready.database || !ready.schema) return nothing;
  const [world, workers, rights, denied, scans] = await Promise.all([
    prisma.world.findUnique({ where: { id: 1 }, select: { kind: true, identity: true } }),
    liveWorkers(),
    rewritable(),
    deniedNow(),
    prisma.scan.count({ where: { finishedAt: { not: null } } }),
  ]);
  return { readiness: ready, world: world as World | null, workers, rights, denied, scanned: scans > 0 };
}
