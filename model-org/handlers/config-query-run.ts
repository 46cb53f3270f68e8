import type { Condition, Literal, Query } from "./config-query";

/** A resource as a query sees it. */
export type Item = Readonly<Record<string, unknown>>;

/** @returns every value at a path; through lists there may be several */
export function valuesAt(item: unknown, path: string): unknown[] {
  let values: unknown[] = [item];
  for (const step of path.split(".")) {
    values = values.flatMap((value) => {
      const at = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[step] : undefined;
      return Array.isArray(at) ? at : at === undefined || at === null ? [] : [at];
    });
  }
  return values;
}

function compare(a: unknown, b: Literal): number {
  if (typeof b === "number" && typeof a === "number") return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** @returns whether a resource meets a condition. A property it does not have meets none. */
export function holds(condition: Condition | undefined, item: Item): boolean {
  if (!condition) return true;
  switch (condition.kind) {
    case "and":
      return condition.of.every((one) => holds(one, item));
    case "or":
      return condition.of.some((one) => holds(one, item));
    case "not":
      return !holds(condition.of, item);
    case "in":
      return valuesAt(item, condition.path).some((value) => condition.values.some((one) => compare(value, one) === 0));
    case "between":
      return valuesAt(item, condition.path).some(
        (value) => compare(value, condition.from) >= 0 && compare(value, condition.to) <= 0,
      );
    case "starts":
      return valuesAt(item, condition.path).some((value) => String(value).startsWith(condition.prefix));
    case "compare":
      return valuesAt(item, condition.path).some((value) =>
        ordered(compare(value, condition.value), condition.operator),
      );
  }
}

function ordered(order: number, operator: Extract<Condition, { kind: "compare" }>["operator"]): boolean {
  switch (operator) {
    case "=":
      return order === 0;
    case "<>":
      return order !== 0;
    case "<":
      return order < 0;
    case ">":
      return order > 0;
    case "<=":
      return order <= 0;
    case ">=":
      return order >= 0;
  }
}

/**
 * @returns values a property must have one of for a condition to hold; undefined where it may have any. So that a query
 * for one account or one type looks at no other.
 */
export function narrowed(condition: Condition | undefined, path: string): ReadonlySet<string> | undefined {
  switch (condition?.kind) {
    case "and": {
      const sets = condition.of.flatMap((one) => narrowed(one, path) ?? []);
      const [first, ...rest] = sets;
      return first && new Set([...first].filter((value) => rest.every((set) => set.has(value))));
    }
    case "or": {
      const sets = condition.of.map((one) => narrowed(one, path));
      return sets.every((set) => set !== undefined) ? new Set(sets.flatMap((set) => [...(set ?? [])])) : undefined;
    }
    case "in":
      return condition.path === path ? new Set(condition.values.map(String)) : undefined;
    case "compare":
      return condition.path === path && condition.operator === "=" ? new Set([String(condition.value)]) : undefined;
    default:
      return undefined;
  }
}

/** @returns what a query lists of a resource, nested as the resource is */
export function project({ select }: Query, item: Item): Item {
  if (select.some(({ kind }) => kind === "all")) return item;
  const answer: Record<string, unknown> = {};
  for (const one of select) if (one.kind === "property") copy(item, answer, one.path.split("."));
  return answer;
}

function copy(from: unknown, to: Record<string, unknown>, [step, ...rest]: readonly string[]): void {
  if (step === undefined || typeof from !== "object" || from === null) return;
  const value = (from as Record<string, unknown>)[step];
  if (value === undefined) return;
  if (rest.length === 0) {
    to[step] = value;
  } else if (Array.isArray(value)) {
    const before = (to[step] as Record<string, unknown>[] | undefined) ?? value.map(() => ({}));
    for (const [n, one] of value.entries()) copy(one, before[n] ?? {}, rest);
    to[step] = before;
  } else {
    const below = (to[step] as Record<string, unknown> | undefined) ?? {};
    copy(value, below, rest);
    to[step] = below;
  }
}

/** Counts resources by the properties a query groups them by. */
export class Groups {
  readonly #counts = new Map<string, { item: Item; count: number }>();

  constructor(private readonly query: Query) {}

  add(item: Item): void {
    const key = JSON.stringify(this.query.groupBy.map((path) => valuesAt(item, path)[0] ?? null));
    const group = this.#counts.get(key);
    if (group) group.count++;
    else this.#counts.set(key, { item: project(this.query, item), count: 1 });
  }

  results(): Item[] {
    const counted = this.query.select.some(({ kind }) => kind === "count");
    const groups = [...this.#counts.values()].map(({ item, count }) =>
      counted ? { "COUNT(*)": count, ...item } : item,
    );
    if (groups.length === 0 && this.query.groupBy.length === 0) return [{ "COUNT(*)": 0 }];
    return groups;
  }
}

/** @returns resources or groups in the order a query asks for */
export function sorted<T>(items: readonly T[], { orderBy }: Query, of: (one: T) => Item): T[] {
  return [...items].sort((a, b) => {
    for (const { path, descending } of orderBy) {
      const at = (one: T) => (path === "COUNT(*)" ? of(one)[path] : valuesAt(of(one), path)[0]) as Literal | undefined;
      const order = compare(at(a) ?? "", at(b) ?? "");
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}
