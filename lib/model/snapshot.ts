import type { Fact, UnknownFact } from "./fact";

/**
 * A resource's facts as stored: per fact exactly one of a value or why there is none. No times and no providers, or
 * nothing would ever be equal.
 */
export type SnapshotEntry = { v: unknown } | { u: UnknownFact["reason"]; permission?: string };

export type Snapshot = Readonly<Record<string, SnapshotEntry>>;

export const entryOfFact = (fact: Fact): SnapshotEntry => {
  if (fact.known) return { v: fact.value };
  return fact.permission === undefined ? { u: fact.reason } : { u: fact.reason, permission: fact.permission };
};

export const factOfEntry = (entry: SnapshotEntry): Fact => {
  if ("v" in entry) return { known: true, value: entry.v };
  return entry.permission === undefined
    ? { known: false, reason: entry.u }
    : { known: false, reason: entry.u, permission: entry.permission };
};

/** @returns the snapshot of a set of facts */
export const snapshotOf = (facts: Readonly<Record<string, Fact>>): Snapshot =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, entryOfFact(fact)]));

/** @returns the facts of a snapshot */
export const factsOf = (snapshot: Snapshot): Record<string, Fact> =>
  Object.fromEntries(Object.entries(snapshot).map(([name, entry]) => [name, factOfEntry(entry)]));

/**
 * The one spelling of a JSON value: keys sorted, `undefined` left out. Equal values have equal text, so its hash names
 * the content.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}
