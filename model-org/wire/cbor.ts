import { cbor, dateToTag } from "@smithy/core/cbor";
import type { NormalizedSchema } from "@smithy/core/schema";
import { type Form, fromForm, toForm } from "./form";

/** Bytes are bytes, a timestamp is a tagged number of seconds. */
const form: Form = {
  named: false,
  write: (schema, value) => (schema.isTimestampSchema() ? dateToTag(value as Date) : value),
  read: (schema, value) => {
    if (schema.isTimestampSchema()) return new Date(Number((value as { value: unknown }).value) * 1000);
    // A whole number beyond 32 bits is read as a bigint, where the schema says long.
    return typeof value === "bigint" && schema.isNumericSchema() ? Number(value) : value;
  },
};

/** @returns a structure as rpcv2Cbor writes it, with what is no member of it, an error's type, beside */
export function toCbor(schema: NormalizedSchema | undefined, value: unknown, beside: object = {}): Uint8Array {
  const members = !schema || schema.isUnitSchema() ? {} : (toForm(form, schema, value) as object);
  return cbor.serialize({ ...members, ...beside });
}

/** @returns a body of rpcv2Cbor as the schema's value */
export function fromCbor(schema: NormalizedSchema, body: Uint8Array): unknown {
  return body.length === 0 || schema.isUnitSchema() ? {} : fromForm(form, schema, cbor.deserialize(body));
}
