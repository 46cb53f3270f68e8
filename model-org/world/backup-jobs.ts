import type { BackupJobState } from "@aws-sdk/client-backup";
import { type Failure, jobMs } from "./backup-runs";
import type { Kind } from "./records";
import type { World } from "./world";

/** A backup somebody asked for, beside every plan. */
export type BackupJob = {
  id: string;
  bucket: string;
  vault: string;
  roleArn: string;
  createdAt: string;
  /** For how many days it is kept; null for ever. */
  keptDays: number | null;
  /** The same token asks for no second backup. */
  token: string | null;
  /** Why it comes to nothing; null where it does not. */
  failure: Failure | null;
};

export const backupJobs: Kind<BackupJob> = { name: "backup-job", id: ({ id }) => id, derive: () => [] };

/** How long a job waits before it runs. */
const waitMs = 10_000;

/** @returns how a job stands, by the clock */
export function jobState(world: World, { createdAt, failure }: BackupJob): BackupJobState {
  const age = world.clock.now().getTime() - Date.parse(createdAt);
  if (age < waitMs) return "CREATED";
  if (age < jobMs) return "RUNNING";
  return failure === null ? "COMPLETED" : "FAILED";
}
