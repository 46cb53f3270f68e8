import type { WorkerKind } from "./job";

/** What workers of a kind call their connections to the database: how others see that one is alive. */
export const workerName = (kind: WorkerKind): string => `breakwater-worker-${kind}`;
