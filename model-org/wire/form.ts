import type { NormalizedSchema } from "@smithy/core/schema";
import { traitsOf, valueSchema } from "./scalars";

type Members = Readonly<Record<string, unknown>>;

/** How a protocol that sends trees of values, JSON or CBOR, writes and reads what the tree has no type for. */
export type Form = {
  /** Whether jsonName counts: restJson1 honours it, the RPC protocols do not. */
  named: boolean;
  write(schema: NormalizedSchema, value: unknown): unknown;
  read(schema: NormalizedSchema, value: unknown): unknown;
};

/**
 * @param only which members of the outermost structure
 * @returns a schema's value as the tree its protocol sends
 */
export function toForm(
  form: Form,
  schema: NormalizedSchema,
  value: unknown,
  only?: (name: string) => boolean,
): unknown {
  if (value == null || schema.isDocumentSchema()) return value;
  if (schema.isStructSchema()) {
    const out: Record<string, unknown> = {};
    for (const [key, member] of schema.structIterator()) {
      const given = (value as Members)[key];
      if (given == null || (only && !only(key))) continue;
      out[(form.named && traitsOf(member).jsonName) || key] = toForm(form, member, given);
    }
    return out;
  }
  if (schema.isListSchema()) {
    const item = valueSchema(schema);
    return (value as unknown[]).map((one) => toForm(form, item, one));
  }
  if (schema.isMapSchema()) {
    const item = valueSchema(schema);
    return Object.fromEntries(Object.entries(value as Members).map(([key, one]) => [key, toForm(form, item, one)]));
  }
  return form.write(schema, value);
}

/** @returns a tree as the schema's value. A null is no value, except in a list or map that may hold none. */
export function fromForm(form: Form, schema: NormalizedSchema, value: unknown): unknown {
  if (value == null || schema.isDocumentSchema()) return value ?? undefined;
  if (schema.isStructSchema()) {
    const out: Record<string, unknown> = {};
    for (const [key, member] of schema.structIterator()) {
      const given = (value as Members)[(form.named && traitsOf(member).jsonName) || key];
      if (given != null) out[key] = fromForm(form, member, given);
    }
    return out;
  }
  if (schema.isListSchema()) {
    const item = valueSchema(schema);
    const all = (value as unknown[]).map((one) => (one === null ? null : fromForm(form, item, one)));
    return traitsOf(schema).sparse ? all : all.filter((one) => one !== null);
  }
  if (schema.isMapSchema()) {
    const item = valueSchema(schema);
    const all = Object.entries(value as Members).map(([key, one]): [string, unknown] => [
      key,
      one === null ? null : fromForm(form, item, one),
    ]);
    return Object.fromEntries(traitsOf(schema).sparse ? all : all.filter(([, one]) => one !== null));
  }
  return form.read(schema, value);
}
