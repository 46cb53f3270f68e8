import type { NormalizedSchema } from "@smithy/core/schema";
import { XMLParser } from "fast-xml-parser";
import { ownTraits, scalarIn, scalarOut, traitsOf, valueSchema } from "./scalars";

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @returns text as it stands between tags or in an attribute */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"\r\n\u0085\u2028]/g, (c) => escapes[c] ?? `&#x${c.charCodeAt(0).toString(16).toUpperCase()};`);

type Members = Readonly<Record<string, unknown>>;

function namespaceOf(schema: NormalizedSchema): string {
  const given = traitsOf(schema).xmlNamespace;
  if (!given) return "";
  const [prefix, uri] = given;
  return prefix ? ` xmlns:${prefix}="${uri}"` : ` xmlns="${uri}"`;
}

function node(name: string, schema: NormalizedSchema, value: unknown): string {
  if (!schema.isStructSchema()) return `<${name}>${escapeXml(scalarOut(schema, value, 5))}</${name}>`;
  let attributes = namespaceOf(schema);
  for (const [key, member] of schema.structIterator()) {
    const traits = traitsOf(member);
    const given = (value as Members)[key];
    if (traits.xmlAttribute && given != null) attributes += ` ${traits.xmlName ?? key}="${escapeXml(String(given))}"`;
  }
  return `<${name}${attributes}>${structXml(schema, value as Members)}</${name}>`;
}

/** @returns a member of a structure as an element, a list or a map, flattened or wrapped */
export function memberXml(key: string, schema: NormalizedSchema, value: unknown): string {
  const name = ownTraits(schema).xmlName ?? key;
  const flat = traitsOf(schema).xmlFlattened;
  if (schema.isListSchema()) {
    const item = valueSchema(schema);
    const itemName = flat ? name : (traitsOf(item).xmlName ?? "member");
    const items = (value as unknown[]).map((one) => node(itemName, item, one)).join("");
    return flat ? items : `<${name}>${items}</${name}>`;
  }
  if (schema.isMapSchema()) {
    const item = valueSchema(schema);
    const keyName = traitsOf(schema.getKeySchema()).xmlName ?? "key";
    const valueName = traitsOf(item).xmlName ?? "value";
    const entries = Object.entries(value as Members).map(
      ([k, v]) => `<${keyName}>${escapeXml(k)}</${keyName}>${node(valueName, item, v)}`,
    );
    if (flat) return entries.map((entry) => `<${name}>${entry}</${name}>`).join("");
    return `<${name}>${entries.map((entry) => `<entry>${entry}</entry>`).join("")}</${name}>`;
  }
  return node(name, schema, value);
}

/** @param only which members; all of them unless said */
export function structXml(schema: NormalizedSchema, value: Members, only?: (name: string) => boolean): string {
  let text = "";
  for (const [key, member] of schema.structIterator()) {
    const given = value[key];
    if (given == null || traitsOf(member).xmlAttribute || (only && !only(key))) continue;
    text += memberXml(key, member, given);
  }
  return text;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
});

/** @returns the root element's name and content. @throws Error for what is not XML */
export function parseXml(text: string): { root: string; value: unknown } {
  const parsed = parser.parse(text, true) as Record<string, unknown>;
  const root = Object.keys(parsed).find((key) => !key.startsWith("?") && key !== "#text") ?? "";
  return { root, value: parsed[root] };
}

/** @returns parsed XML as the schema's value */
export function fromXml(schema: NormalizedSchema, value: unknown): unknown {
  if (!schema.isStructSchema()) {
    const text = typeof value === "object" && value !== null ? ((value as Members)["#text"] ?? "") : value;
    return scalarIn(schema, String(text), 5);
  }
  const out: Record<string, unknown> = {};
  if (typeof value !== "object" || value === null) return out;
  for (const [key, member] of schema.structIterator()) {
    const traits = traitsOf(member);
    const raw = (value as Members)[(traits.xmlAttribute ? "@" : "") + (ownTraits(member).xmlName ?? key)];
    if (raw === undefined) continue;
    if (member.isListSchema()) out[key] = listFrom(member, raw);
    else if (member.isMapSchema()) out[key] = mapFrom(member, raw);
    else out[key] = fromXml(member, raw);
  }
  return out;
}

const asArray = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

const child = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Members)[name] : undefined;

function listFrom(schema: NormalizedSchema, raw: unknown): unknown[] {
  const item = valueSchema(schema);
  const items = traitsOf(schema).xmlFlattened ? raw : child(raw, traitsOf(item).xmlName ?? "member");
  return asArray(items).map((one) => fromXml(item, one));
}

function mapFrom(schema: NormalizedSchema, raw: unknown): Record<string, unknown> {
  const item = valueSchema(schema);
  const keyName = traitsOf(schema.getKeySchema()).xmlName ?? "key";
  const valueName = traitsOf(item).xmlName ?? "value";
  const entries = asArray(traitsOf(schema).xmlFlattened ? raw : child(raw, "entry"));
  return Object.fromEntries(entries.map((e) => [String(child(e, keyName)), fromXml(item, child(e, valueName))]));
}
