import { z } from "zod";

/** Which calls a fault is for: everything that is left out matches. */
const Match = z.object({
  service: z.string().optional(),
  operation: z.string().optional(),
  /** An account's id or name. */
  account: z.string().optional(),
  region: z.string().optional(),
  /** A bucket's name; `*` stands for any part of it. */
  bucket: z.string().optional(),
});

/** A moment: ISO, or seconds after the fault was added. */
const Moment = z.union([z.iso.datetime(), z.number().min(0)]);

const Effect = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("error"),
      code: z.string(),
      status: z.int().min(300).max(599).default(400),
      message: z.string().optional(),
    })
    .strict(),
  z.object({ kind: z.literal("latency"), milliseconds: z.int().positive().max(120_000) }).strict(),
  /** A token bucket for each account and operation; a call that finds none left is throttled as its service does. */
  z.object({ kind: z.literal("throttle"), perSecond: z.number().positive(), burst: z.int().positive() }).strict(),
  /** Throttled as its service does, whatever came before. */
  z.object({ kind: z.literal("throttled") }).strict(),
  /** Denied as its service does. */
  z.object({ kind: z.literal("denied") }).strict(),
  /** The region is off in the account, as for one that never opted in. */
  z.object({ kind: z.literal("region-disabled") }).strict(),
  /** The session is over; a new one helps only where the fault is gone by then. */
  z.object({ kind: z.literal("expired-credentials") }).strict(),
  /** A bucket that is there is said to be missing while more than so many calls are under way: AWS does under load. */
  z.object({ kind: z.literal("no-such-bucket"), above: z.int().min(0).default(0) }).strict(),
  /** The bucket the call is about is deleted before it is answered. */
  z.object({ kind: z.literal("delete-bucket") }).strict(),
  z.object({ kind: z.literal("hang-up") }).strict(),
  z.object({ kind: z.literal("wrong-root") }).strict(),
  z.object({ kind: z.literal("truncated") }).strict(),
]);

export type Effect = z.infer<typeof Effect>;

/** A rule: which calls, how often, when, and what happens to them. */
export const Fault = Match.extend({
  id: z.string().optional(),
  /** From 0 to 1; always unless said. Drawn from the world's seed, so that a run repeats. */
  probability: z.number().min(0).max(1).default(1),
  /** How many calls it is for; then it is gone. All of them unless said. */
  times: z.int().positive().optional(),
  from: Moment.optional(),
  until: Moment.optional(),
  effect: Effect,
}).strict();

export type Fault = z.infer<typeof Fault>;

/** A fault as one writes it: defaults may be left out. */
export type FaultInput = z.input<typeof Fault>;

/** @returns the faults of a file's text; a sentence that names the rule and what is wrong with it */
export function parseFaults(text: string): Fault[] | string {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    return `It is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  const parsed = z.array(Fault, { error: "It is no list of faults." }).safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const [index, ...member] = issue?.path ?? [];
  if (index === undefined) return issue?.message ?? "It is no list of faults.";
  return `Fault ${Number(index) + 1}${member.length > 0 ? `, ${member.join(".")}` : ""}: ${issue?.message}`;
}
