import type { z } from "zod";
import type { JobContext } from "@/lib/data/queue";
import type { Job } from "@/lib/jobs/job";
import type { Aws } from "./aws";

/** What a handler has beside its payload. */
export type Run = JobContext & { aws: Aws };

/** Who works on a job. Doing it twice changes nothing; what it throws is tried again. */
export type Handler<P extends z.ZodType = z.ZodType> = {
  job: Job<P>;
  handle(payload: z.infer<P>, run: Run): Promise<void>;
  /** Told when every attempt failed: leaves nothing waiting for what will not come. */
  lost(payload: z.infer<P>, error: string): Promise<void>;
};

/** Declares a handler. Returns it as it is: the types do the work. */
export const defineHandler = <P extends z.ZodType>(handler: Handler<P>): Handler<P> => handler;
