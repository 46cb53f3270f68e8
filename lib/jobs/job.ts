import type { z } from "zod";

/** A kind of worker: the reader scans; the remediator alone may write to AWS. */
export type WorkerKind = "reader" | "remediator";

/** The contract between who enqueues and who works: a name, a payload, and how many at a time. No handler. */
export type Job<P extends z.ZodType = z.ZodType> = {
  name: string;
  /** Which worker takes it. */
  kind: WorkerKind;
  payload: P;
  /** How many one worker has under way at a time. */
  concurrency: number;
  /** Attempts after the first; 4 unless said. */
  retries?: number;
};

/** Declares a job. Returns it as it is: the types do the work. */
export const defineJob = <P extends z.ZodType>(job: Job<P>): Job<P> => job;
