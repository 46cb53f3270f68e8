import type { NormalizedSchema } from "@smithy/core/schema";

type Traits = {
  httpHeader?: unknown;
  httpLabel?: unknown;
  httpQuery?: unknown;
  httpQueryParams?: unknown;
  httpPrefixHeaders?: unknown;
  httpResponseCode?: unknown;
  mediaType?: string;
};

/** Members whose values the SDK checks or places in a host name before anything is sent. */
const given: Readonly<Record<string, string>> = {
  AccountId: "111122223333",
  Bucket: "bucket-one",
  Key: "key-one",
  Name: "name-one",
  ChecksumAlgorithm: "CRC32",
};

const deepest = 5;

/**
 * A value of a schema with every member set, so that a member lost on the wire is seen: texts that need escaping in XML
 * and JSON, lists of two, dates to the second. Structures that contain themselves end after five levels. The same
 * schema always gives the same value.
 * @param skip members to leave out, with their reason in the test that names them
 */
export function sampleValue(schema: NormalizedSchema, skip: ReadonlySet<string> = new Set()): Record<string, unknown> {
  let texts = 0;

  function sample(of: NormalizedSchema, depth: number, name: string, plain: boolean): unknown {
    const traits = of.getMergedTraits() as Traits;
    const inline =
      plain ||
      Boolean(
        traits.httpHeader || traits.httpLabel || traits.httpQuery || traits.httpQueryParams || traits.httpPrefixHeaders,
      );
    if (of.isStructSchema()) return structure(of, depth);
    if (of.isListSchema()) {
      if (depth > deepest) return undefined;
      const items = [0, 1].map(() => sample(of.getValueSchema(), depth + 1, name, inline));
      return items.includes(undefined) ? undefined : items;
    }
    if (of.isMapSchema()) {
      if (depth > deepest) return undefined;
      const value = sample(of.getValueSchema(), depth + 1, name, inline);
      return value === undefined ? undefined : { one: value };
    }
    return scalar(of, traits, name, inline);
  }

  function scalar(of: NormalizedSchema, traits: Traits, name: string, inline: boolean): unknown {
    if (of.isTimestampSchema()) return new Date(1_700_000_000_000);
    if (of.isBooleanSchema()) return true;
    if (of.isNumericSchema()) return 7;
    if (of.isBlobSchema()) return new Uint8Array([1, 2, 250]);
    if (of.isDocumentSchema()) return { one: 1 };
    if (traits.mediaType?.includes("json")) return '{"one":1}';
    return given[name] ?? (inline ? `value-${++texts}` : `<"ü&' ${++texts} >`);
  }

  function structure(of: NormalizedSchema, depth: number): Record<string, unknown> {
    const out: Record<string, unknown> = {};
    if (depth > deepest) return out;
    const members = [...of.structIterator()];
    // A union has one of its members set.
    for (const [name, member] of of.isUnionSchema() ? members.slice(0, 1) : members) {
      const { httpResponseCode } = member.getMergedTraits() as Traits;
      if (skip.has(name) || httpResponseCode) continue;
      const value = sample(member, depth + 1, name, false);
      if (value !== undefined) out[name] = value;
    }
    return out;
  }

  return schema.isUnitSchema() ? {} : structure(schema, 0);
}
