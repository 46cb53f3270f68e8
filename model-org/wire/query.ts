import type { NormalizedSchema } from "@smithy/core/schema";
import { ownTraits, scalarIn, traitsOf, valueSchema } from "./scalars";

/** Reads `A.member.1.B=…`, as the awsQuery protocol writes structures and lists. */
export function fromQuery(schema: NormalizedSchema, params: URLSearchParams, prefix = ""): unknown {
  if (schema.isStructSchema()) {
    const out: Record<string, unknown> = {};
    for (const [key, member] of schema.structIterator()) {
      const name = ownTraits(member).xmlName ?? key;
      const value = fromQuery(member, params, prefix === "" ? name : `${prefix}.${name}`);
      if (value !== undefined) out[key] = value;
    }
    return prefix !== "" && Object.keys(out).length === 0 ? undefined : out;
  }
  if (schema.isListSchema()) {
    const item = valueSchema(schema);
    const base = traitsOf(schema).xmlFlattened ? prefix : `${prefix}.${traitsOf(item).xmlName ?? "member"}`;
    const out: unknown[] = [];
    for (let i = 1; ; i++) {
      const value = fromQuery(item, params, `${base}.${i}`);
      if (value === undefined) break;
      out.push(value);
    }
    return out.length > 0 || params.has(prefix) ? out : undefined;
  }
  const text = params.get(prefix);
  return text === null ? undefined : scalarIn(schema, text, 5);
}
