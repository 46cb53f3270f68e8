import type { z } from "zod";

type Query = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Reads a page's filters from its address. A value that cannot be is left out, and named, so that the page can say it
 * was ignored: an address typed by hand is never an error.
 * @param schema every field optional or with a default; a field given more than once is a list
 */
export function parseSearch<S extends z.ZodObject>(schema: S, query: Query): { value: z.output<S>; notices: string[] } {
  const known = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) =>
      query[name] === undefined || query[name] === "" ? [] : [[name, query[name]]],
    ),
  );
  const parsed = schema.safeParse(known);
  if (parsed.success) return { value: parsed.data, notices: [] };
  const bad = new Set(parsed.error.issues.map(({ path: [name] }) => String(name)));
  const rest = Object.fromEntries(Object.entries(known).filter(([name]) => !bad.has(name)));
  return {
    value: schema.parse(rest),
    notices: [...bad].map((name) => `${name}=${String(known[name]).slice(0, 64)} is not a value this page knows.`),
  };
}
