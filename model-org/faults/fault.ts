import { z } from "zod";
import { services } from "../wire/services";

const texts = z.string().min(1);

/** One text or several; `*` in one stands for anything. */
const OneOrMore = z.union([texts, z.array(texts).min(1)], { error: "is not a text, or a list of texts" });

const known = new Set(services.map(({ id }) => id));

/** Which calls a fault is for: everything that is left out matches. */
const Match = z.object({
  service: OneOrMore.refine((value) => [value].flat().every((id) => id.includes("*") || known.has(id)), {
    error: `is none of ${[...known].sort().join(", ")}`,
  }).optional(),
  operation: OneOrMore.optional(),
  /** The account a call is about, by id or name: whose role it is for AssumeRole, else whose session it is. */
  account: OneOrMore.optional(),
  region: OneOrMore.optional(),
  /** A bucket's name. */
  bucket: OneOrMore.optional(),
  /** Who calls: `administrator`, `person`, `role`, or a role by its name. */
  caller: OneOrMore.optional(),
});

/** A moment: ISO, or seconds after the fault was added. */
const Moment = z.union([z.iso.datetime(), z.number().min(0)], {
  error: "is not a time as in 2026-11-25T08:00:00Z, or seconds after the fault was added",
});

const milliseconds = z.int().positive().max(120_000);

/** What a token bucket is kept for: every rule has one for each combination. */
const Per = z.enum(["account", "caller", "region", "service", "operation"]);

const kind = <K extends string, S extends z.ZodRawShape>(name: K, shape: S) =>
  z.object({ kind: z.literal(name), ...shape }).strict();

const Effect = z.discriminatedUnion("kind", [
  kind("error", { code: texts, status: z.int().min(300).max(599).default(400), message: texts.optional() }),
  /** The answer is late: always as much, or as much as is drawn between two numbers. */
  kind("latency", {
    milliseconds: z.union(
      [
        milliseconds,
        z
          .tuple([milliseconds, milliseconds])
          .refine(([least, most]) => least <= most, { error: "begins above its end" }),
      ],
      { error: "is not a whole number of milliseconds, or two of them" },
    ),
  }),
  /** Token buckets that fill at a rate; a call that finds none left is throttled as its service does. */
  kind("throttle", {
    perSecond: z.number().positive(),
    burst: z.int().positive(),
    per: z.array(Per).default(["account", "service", "operation"]),
  }),
  /** Throttled as its service does, whatever came before. */
  kind("throttled", {}),
  /** Denied as its service does. */
  kind("denied", {}),
  /** The region is off in the account, as for one that never opted in. */
  kind("region-disabled", {}),
  /** Every session that was opened before the fault is over; one opened since is good. */
  kind("expired-credentials", {}),
  /** A bucket that is there is said to be missing while more than so many of its account's calls are under way. */
  kind("no-such-bucket", { above: z.int().min(0).default(0) }),
  /** The bucket of the nth call is deleted before that is answered. */
  kind("delete-bucket", { at: z.int().positive().default(1) }),
  /** The connection is cut: before anything is done, after it is done and before it is answered, or amid the answer. */
  kind("hang-up", { when: z.enum(["before", "after", "half-way"]).default("before") }),
  /** Every connection to a region is cut. */
  kind("outage", {}),
  kind("wrong-root", {}),
  /** Half of the answer as if it were all of it. */
  kind("truncated", {}),
]);

export type Effect = z.infer<typeof Effect>;

/** A rule: which calls, how often, when, and what happens to them. */
export const Fault = Match.extend({
  id: texts.optional(),
  /** From 0 to 1; always unless said. Drawn from the world's seed, so that a run repeats. */
  probability: z.number().min(0).max(1).default(1),
  /** How many calls it is for; then it is gone. All of them unless said. */
  times: z.int().positive().optional(),
  from: Moment.optional(),
  until: Moment.optional(),
  effect: Effect,
})
  .strict()
  .refine(({ effect, region }) => effect.kind !== "outage" || region !== undefined, {
    error: "is missing: an outage is of a region",
    path: ["region"],
  });

export type Fault = z.infer<typeof Fault>;

/** A fault as one writes it: defaults may be left out. */
export type FaultInput = z.input<typeof Fault>;
