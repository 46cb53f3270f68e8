import type { NormalizedSchema } from "@smithy/core/schema";

type Traits = {
  httpHeader?: unknown;
  httpLabel?: unknown;
  httpQuery?: unknown;
  httpQueryParams?: unknown;
  httpPrefixHeaders?: unknown;
  httpResponseCode?: unknown;
  mediaType?: string;
  sparse?: unknown;
};

/** Members whose values the SDK checks or places in a host name before anything is sent. */
const given: Readonly<Record<string, string>> = {
  AccountId: "111122223333",
  Bucket: "bucket-one",
  Key: "key-one",
  Name: "name-one",
  ChecksumAlgorithm: "CRC32",
  QueueUrl: "https://sqs.us-east-1.amazonaws.com/111122223333/queue-one",
};

const deepest = 9;

export type Sample = {
  value: Record<string, unknown>;
  /** How many variants the widest union within has: as many rounds show them all. */
  variants: number;
};

/**
 * A value of a schema with every member set, so that a member lost on the wire is seen: texts that need escaping in XML
 * and JSON, lists of two, dates to the second. A structure that contains itself does so once. The same schema and round
 * always give the same value.
 * @param skip members to leave out, with their reason in the test that names them
 * @param round which member of a union is set; the second item of a list has the next one
 */
export function sampleValue(schema: NormalizedSchema, skip: ReadonlySet<string> = new Set(), round = 0): Sample {
  let texts = 0;
  let variants = 1;
  const path: unknown[] = [];

  function sample(of: NormalizedSchema, name: string, plain: boolean, turn: number): unknown {
    const traits = of.getMergedTraits() as Traits;
    const inline =
      plain ||
      Boolean(
        traits.httpHeader || traits.httpLabel || traits.httpQuery || traits.httpQueryParams || traits.httpPrefixHeaders,
      );
    if (of.isStructSchema()) return structure(of, turn);
    if (of.isListSchema()) {
      const [one, two] = [0, 1].map((i) => sample(of.getValueSchema(), name, inline, turn + i));
      return one === undefined ? undefined : traits.sparse ? [one, null, two] : [one, two];
    }
    if (of.isMapSchema()) {
      const value = sample(of.getValueSchema(), name, inline, turn);
      return value === undefined ? undefined : { one: value };
    }
    return scalar(of, traits, name, inline);
  }

  function scalar(of: NormalizedSchema, traits: Traits, name: string, inline: boolean): unknown {
    if (of.isTimestampSchema()) return new Date(1_700_000_000_000);
    if (of.isBooleanSchema()) return true;
    if (of.isNumericSchema()) return 7;
    if (of.isBlobSchema()) return new Uint8Array([1, 2, 250]);
    if (of.isDocumentSchema()) return { one: 1, two: ["three", null, { four: true }] };
    if (traits.mediaType?.includes("json")) return '{"one":1}';
    return given[name] ?? (inline ? `value-${++texts}` : `<"ü&' ${++texts} >`);
  }

  /** @returns undefined for what contains itself again: such a member is not set */
  function structure(of: NormalizedSchema, turn: number): Record<string, unknown> | undefined {
    const self = of.getSchema();
    if (path.length > deepest || path.filter((one) => one === self).length > 1) return undefined;
    path.push(self);
    const out: Record<string, unknown> = {};
    let members = [...of.structIterator()];
    if (of.isUnionSchema()) {
      variants = Math.max(variants, members.length);
      members = members.slice(turn % members.length, (turn % members.length) + 1);
    }
    for (const [name, member] of members) {
      const { httpResponseCode } = member.getMergedTraits() as Traits;
      if (skip.has(name) || httpResponseCode) continue;
      const value = sample(member, name, false, turn);
      if (value !== undefined) out[name] = value;
    }
    path.pop();
    return members.length > 0 && Object.keys(out).length === 0 ? undefined : out;
  }

  const value = schema.isUnitSchema() ? {} : (structure(schema, round) ?? {});
  return { value, variants };
}
