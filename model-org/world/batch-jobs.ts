import type { CreateJobRequest } from "@aws-sdk/client-s3-control";
import type { Kind } from "./records";

/** A job of Batch Operations: what was asked for, and what was decided about it since. */
export type BatchJob = {
  id: string;
  createdAt: string;
  asked: Omit<CreateJobRequest, "AccountId" | "Tags">;
  /** Since when it may run: at once, unless somebody has to confirm it. */
  confirmedAt: string | null;
  cancelledAt: string | null;
  statusReason: string | null;
  tags: Record<string, string>;
};

/** How long AWS takes to read what a job is about, and then to do it: long enough to be asked too early. */
export const jobMilliseconds = 1_000;

export type JobState = "New" | "Suspended" | "Active" | "Complete" | "Cancelled";

/** @returns where a job is at a moment */
export function jobStateAt({ createdAt, confirmedAt, cancelledAt }: BatchJob, now: number): JobState {
  if (cancelledAt !== null) return "Cancelled";
  const ready = Date.parse(createdAt) + jobMilliseconds;
  if (now < ready) return "New";
  if (confirmedAt === null) return "Suspended";
  return now < Math.max(ready, Date.parse(confirmedAt)) + jobMilliseconds ? "Active" : "Complete";
}

/** Jobs are only ever made by calls. */
export const batchJobs: Kind<BatchJob> = { name: "batch-job", id: ({ id }) => id, derive: () => [] };
