import type { NormalizedSchema } from "@smithy/core/schema";
import type { Form } from "./form";
import { isEpoch, scalarOut } from "./scalars";

function write(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isTimestampSchema()) {
    return isEpoch(schema) ? (value as Date).getTime() / 1000 : scalarOut(schema, value, 7);
  }
  return schema.isBlobSchema() ? scalarOut(schema, value, 7) : value;
}

function read(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isTimestampSchema()) return typeof value === "number" ? new Date(value * 1000) : new Date(String(value));
  return schema.isBlobSchema() ? Buffer.from(String(value), "base64") : value;
}

/** JSON as restJson1 writes it: jsonName counts. */
export const restJson: Form = { named: true, write, read };

/** JSON as awsJson1.0 and 1.1 write it. */
export const rpcJson: Form = { named: false, write, read };
