import { z } from "zod";

/** How far a change is. */
export const changeStates = [
  "planned",
  "approved",
  "applying",
  "verifying",
  "verified",
  "failed",
  "contested",
  "expired",
  "undone",
] as const;

export type ChangeState = (typeof changeStates)[number];

/** States a change does not leave. A verified one may still be undone. */
export const endedChangeStates: readonly ChangeState[] = ["verified", "failed", "contested", "expired", "undone"];

/** Calls to AWS as data: what the remediator makes of a plan. The kinds are those of the engine's operations. */
const Operation = z.looseObject({ kind: z.string(), permission: z.string(), bucket: z.string() });

/** A remediation computed for live facts, as it is stored, shown and applied. */
export const Plan = z.object({
  remediation: z.string(),
  title: z.string(),
  risk: z.string(),
  /** "AWS::S3::Bucket.publicAccessBlock" */
  fact: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  operations: z.array(Operation),
  undo: z.array(Operation),
});

export type Plan = z.infer<typeof Plan>;
