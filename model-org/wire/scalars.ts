import type { NormalizedSchema } from "@smithy/core/schema";

/** How a timestamp is written: 5 date-time, 6 http-date, 7 epoch seconds, as the SDK's schemas number them. */
export type TimestampFormat = 5 | 6 | 7;

export type Traits = {
  xmlName?: string;
  xmlFlattened?: number;
  xmlAttribute?: number;
  xmlNamespace?: readonly string[];
  jsonName?: string;
  ec2QueryName?: string;
  sparse?: number;
  httpHeader?: string;
  hostLabel?: number;
};

export const traitsOf = (schema: NormalizedSchema): Traits => schema.getMergedTraits() as Traits;

/** Traits of the member itself, without those of what it points to. */
export const ownTraits = (schema: NormalizedSchema): Traits =>
  (schema.isMemberSchema() ? schema.getMemberTraits() : schema.getMergedTraits()) as Traits;

const values = new WeakMap<NormalizedSchema, NormalizedSchema>();

/** The schema of a list's or map's values: getValueSchema() makes a new one each time, so it is kept. */
export function valueSchema(schema: NormalizedSchema): NormalizedSchema {
  let value = values.get(schema);
  if (!value) values.set(schema, (value = schema.getValueSchema()));
  return value;
}

function formatOf(schema: NormalizedSchema, otherwise: TimestampFormat): TimestampFormat {
  const given = schema.getSchema();
  return given === 5 || given === 6 || given === 7 ? given : otherwise;
}

export function scalarOut(schema: NormalizedSchema, value: unknown, timestamps: TimestampFormat): string {
  if (schema.isTimestampSchema()) {
    const date = value as Date;
    const format = formatOf(schema, timestamps);
    if (format === 5) return date.toISOString();
    return format === 6 ? date.toUTCString() : String(date.getTime() / 1000);
  }
  if (schema.isBlobSchema()) return Buffer.from(value as Uint8Array).toString("base64");
  return String(value);
}

export function scalarIn(schema: NormalizedSchema, text: string, timestamps: TimestampFormat): unknown {
  if (schema.isTimestampSchema()) {
    const seconds = formatOf(schema, timestamps) === 7 || /^\d+(\.\d+)?$/.test(text);
    return seconds ? new Date(Number(text) * 1000) : new Date(text);
  }
  if (schema.isBooleanSchema()) return text === "true";
  if (schema.isNumericSchema()) return Number(text);
  if (schema.isBigIntegerSchema()) return BigInt(text);
  if (schema.isBlobSchema()) return Buffer.from(text, "base64");
  return text;
}

/** @returns how a timestamp is written in JSON: seconds unless its schema says otherwise */
export const isEpoch = (schema: NormalizedSchema): boolean => formatOf(schema, 7) === 7;
