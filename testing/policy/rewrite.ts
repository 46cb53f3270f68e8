import type { Random } from "@/bench/fuzz/random";

type Json = Readonly<Record<string, unknown>>;

/** The same policy in other words: other case, other order, lists for texts, statements in two. */
export function rewritten(statements: readonly Json[], random: Random): Json[] {
  const all = statements.flatMap((statement) => split(shouted(statement, random), random));
  return all.sort(() => random.next() - 0.5);
}

/** Actions and keys do not mind their case, and one text is a list of one. */
function shouted(statement: Json, random: Random): Json {
  const entries = Object.entries(statement).map(([name, value]): [string, unknown] => {
    if (name.endsWith("Action")) return [name, listOf(value).map((text) => cased(String(text), random))];
    if (name.endsWith("Resource")) return [name, [...listOf(value)].reverse()];
    return [name, name === "Condition" ? conditionsIn(value as Json, random) : value];
  });
  return { ...Object.fromEntries(entries.reverse()), Sid: `s${random.below(1_000_000)}` };
}

const conditionsIn = (blocks: Json, random: Random): Json =>
  Object.fromEntries(
    Object.entries(blocks).map(([operator, keys]) => [
      cased(operator, random),
      Object.fromEntries(
        Object.entries(keys as Json).map(([key, values]) => [cased(key, random), [...listOf(values)].reverse()]),
      ),
    ]),
  );

/** Statements are added up, so one for two actions, resources or principals is two. */
function split(statement: Json, random: Random): Json[] {
  const [name] = ["Action", "Resource"].filter((one) => listOf(statement[one]).length > 1 && random.chance(0.8));
  if (name === undefined) return [statement];
  return listOf(statement[name]).map((value) => ({ ...statement, [name]: value, Sid: undefined }));
}

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value];

const cased = (text: string, random: Random): string => random.pick([text, text.toLowerCase(), text.toUpperCase()]);
