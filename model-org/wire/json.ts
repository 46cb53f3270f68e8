import type { NormalizedSchema } from "@smithy/core/schema";
import { isEpoch, scalarOut, traitsOf, valueSchema } from "./scalars";

type Members = Readonly<Record<string, unknown>>;

/**
 * @param named whether jsonName counts: restJson1 honours it, awsJson1.1 does not
 * @param only which members of the outermost structure
 */
export function toJson(
  schema: NormalizedSchema,
  value: unknown,
  named: boolean,
  only?: (name: string) => boolean,
): unknown {
  if (value == null || schema.isDocumentSchema()) return value;
  if (schema.isStructSchema()) {
    const out: Record<string, unknown> = {};
    for (const [key, member] of schema.structIterator()) {
      const given = (value as Members)[key];
      if (given == null || (only && !only(key))) continue;
      out[(named && traitsOf(member).jsonName) || key] = toJson(member, given, named);
    }
    return out;
  }
  if (schema.isListSchema()) {
    const item = valueSchema(schema);
    return (value as unknown[]).map((one) => toJson(item, one, named));
  }
  if (schema.isMapSchema()) {
    const item = valueSchema(schema);
    return Object.fromEntries(Object.entries(value as Members).map(([key, one]) => [key, toJson(item, one, named)]));
  }
  if (schema.isTimestampSchema()) {
    return isEpoch(schema) ? (value as Date).getTime() / 1000 : scalarOut(schema, value, 7);
  }
  return schema.isBlobSchema() ? scalarOut(schema, value, 7) : value;
}

/** @returns JSON as the schema's value */
export function fromJson(schema: NormalizedSchema, value: unknown, named: boolean): unknown {
  if (value == null || schema.isDocumentSchema()) return value ?? undefined;
  if (schema.isStructSchema()) {
    const out: Record<string, unknown> = {};
    for (const [key, member] of schema.structIterator()) {
      const given = (value as Members)[(named && traitsOf(member).jsonName) || key];
      if (given != null) out[key] = fromJson(member, given, named);
    }
    return out;
  }
  if (schema.isListSchema()) {
    const item = valueSchema(schema);
    return (value as unknown[]).map((one) => fromJson(item, one, named));
  }
  if (schema.isMapSchema()) {
    const item = valueSchema(schema);
    return Object.fromEntries(Object.entries(value as Members).map(([key, one]) => [key, fromJson(item, one, named)]));
  }
  if (schema.isTimestampSchema()) return typeof value === "number" ? new Date(value * 1000) : new Date(String(value));
  return schema.isBlobSchema() ? Buffer.from(String(value), "base64") : value;
}
