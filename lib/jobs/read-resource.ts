import { z } from "zod";
import { defineJob } from "./job";

/** A change hint: re-reads exactly one resource. Nothing in it is stored as a fact. */
export const readResource = defineJob({
  name: "read-resource",
  kind: "reader",
  payload: z.object({
    resourceId: z.int(),
    scanId: z.int().nullable().default(null),
    event: z.string().max(500).optional(),
    actor: z.string().max(500).optional(),
  }),
  concurrency: 4,
});
