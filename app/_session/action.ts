import { randomUUID } from "node:crypto";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { AppError, type AppErrorCode, isAppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import type { Actor } from "@/lib/services/access/actor";
import { findCurrentActor } from "./current-actor";

/** What became of an action: a value, or a sentence that may be shown. */
export type ActionResult<V> = { ok: true; value: V } | { ok: false; code: AppErrorCode | "failed"; message: string };

/**
 * Makes a server action of a verb: parses what came, finds out who asks, and answers a refusal as a sentence. Nothing
 * else may be exported from an `actions.ts`: every export there can be called by anyone.
 * @param schema what the verb takes; a form's fields are text, and a field given more than once is a list
 * @param verb authorizes in its first line
 */
export function action<S extends z.ZodType, V>(
  schema: S,
  verb: (actor: Actor, input: z.output<S>) => Promise<V>,
): (input: FormData | z.input<S>) => Promise<ActionResult<V>> {
  return async (input) => {
    try {
      const actor = await findCurrentActor();
      if (!actor) throw new AppError("signed_out", "You are signed out. Sign in and do it again.");
      const parsed = schema.safeParse(input instanceof FormData ? fieldsOf(input) : input);
      if (!parsed.success) throw new AppError("invalid", z.prettifyError(parsed.error));
      return { ok: true, value: await verb(actor, parsed.data) };
    } catch (error) {
      unstable_rethrow(error);
      if (isAppError(error)) return { ok: false, code: error.code, message: error.message };
      const id = randomUUID().slice(0, 8);
      log().error({ error, id }, "an action failed");
      return {
        ok: false,
        code: "failed",
        message: `That did not work, and nobody knows why yet. The log has it as ${id}.`,
      };
    }
  };
}

function fieldsOf(form: FormData): Record<string, FormDataEntryValue | FormDataEntryValue[]> {
  // React sends fields of its own along: they begin with a dollar sign.
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith("$"));
  return Object.fromEntries(
    names.map((name) => {
      const values = form.getAll(name);
      return [name, values.length === 1 && values[0] !== undefined ? values[0] : values];
    }),
  );
}
