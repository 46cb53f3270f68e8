import { invalidExpression, type Token, tokensOf } from "./config-query-tokens";

export type Literal = string | number | boolean;

export type Condition =
  | { kind: "and" | "or"; of: Condition[] }
  | { kind: "not"; of: Condition }
  | { kind: "compare"; path: string; operator: "=" | "<>" | "<" | ">" | "<=" | ">="; value: Literal }
  | { kind: "in"; path: string; values: Literal[] }
  | { kind: "between"; path: string; from: Literal; to: Literal }
  | { kind: "starts"; path: string; prefix: string };

/** What a SELECT lists: a property by its path, everything, or how many there are. */
export type Selected = { kind: "property"; path: string } | { kind: "all" } | { kind: "count" };

export type Query = {
  select: Selected[];
  where: Condition | undefined;
  groupBy: string[];
  orderBy: { path: string; descending: boolean }[];
};

/** Properties of every resource; the rest is below `configuration` and `supplementaryConfiguration`. */
export const properties = [
  "accountId",
  "arn",
  "availabilityZone",
  "awsRegion",
  "configuration",
  "configurationItemCaptureTime",
  "configurationItemStatus",
  "configurationStateId",
  "relationships",
  "resourceCreationTime",
  "resourceId",
  "resourceName",
  "resourceType",
  "supplementaryConfiguration",
  "tags",
  "version",
] as const;

const known: ReadonlySet<string> = new Set(properties);
const keywords = new Set(["SELECT", "WHERE", "GROUP", "ORDER", "BY", "AND", "OR", "NOT", "IN", "LIKE", "BETWEEN"]);
const unsupported = /^(AS|DISTINCT|FROM|JOIN|HAVING|UNION|LIMIT|IS|NULL)$/i;
const mostGroups = 3;
const leastWildcard = 3;

/** @returns a query of Config's advanced query language. @throws AwsError InvalidExpressionException, located */
export const parseQuery = (expression: string): Query => new Parser(tokensOf(expression)).query();

class Parser {
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  query(): Query {
    this.#expect("SELECT");
    const select = this.#listOf(() => this.#selected());
    const where = this.#take("WHERE") ? this.#or() : undefined;
    const groups = this.#by("GROUP", () => this.#path());
    if (groups.length > mostGroups) throw this.#wrong(`GROUP BY takes at most ${mostGroups} properties`);
    const orderBy = this.#by("ORDER", () => this.#ordered());
    if (this.#next.kind !== "end") throw this.#wrong(`unexpected ${JSON.stringify(this.#next.value)}`);
    const loose = select.find((one) => one.kind !== "count" && !(one.kind === "property" && groups.includes(one.path)));
    const counts = groups.length > 0 || select.some(({ kind }) => kind === "count");
    if (counts && loose) throw this.#wrong("what is selected beside COUNT(*) must be in GROUP BY");
    return { select, where, groupBy: groups, orderBy };
  }

  get #next(): Token {
    return this.tokens[this.#at] as Token;
  }

  #wrong(why: string): Error {
    return invalidExpression(this.#next.at, why);
  }

  #is(word: string): boolean {
    const { kind, value } = this.#next;
    return (kind === "word" || kind === "sign") && value.toUpperCase() === word;
  }

  #take(word: string): boolean {
    const found = this.#is(word);
    if (found) this.#at++;
    return found;
  }

  #expect(word: string): void {
    if (!this.#take(word)) throw this.#wrong(`${word} expected`);
  }

  #by<T>(word: "GROUP" | "ORDER", one: () => T): T[] {
    if (!this.#take(word)) return [];
    this.#expect("BY");
    return this.#listOf(one);
  }

  #listOf<T>(one: () => T): T[] {
    const all = [one()];
    while (this.#take(",")) all.push(one());
    return all;
  }

  #path(): string {
    const { kind, value } = this.#next;
    if (kind !== "word" || keywords.has(value.toUpperCase())) throw this.#wrong("a property expected");
    if (unsupported.test(value)) throw this.#wrong(`${value.toUpperCase()} is not supported`);
    if (!known.has(value.split(".")[0] ?? "")) throw this.#wrong(`there is no property ${value}`);
    this.#at++;
    return value;
  }

  #selected(): Selected {
    if (this.#take("*")) return { kind: "all" };
    if (!this.#take("COUNT")) return { kind: "property", path: this.#path() };
    for (const sign of ["(", "*", ")"]) this.#expect(sign);
    return { kind: "count" };
  }

  #ordered(): Query["orderBy"][number] {
    let path = "COUNT(*)";
    if (this.#take("COUNT")) for (const sign of ["(", "*", ")"]) this.#expect(sign);
    else path = this.#path();
    const descending = this.#take("DESC");
    if (!descending) this.#take("ASC");
    return { path, descending };
  }

  #or(): Condition {
    const of = [this.#and()];
    while (this.#take("OR")) of.push(this.#and());
    return of.length === 1 ? (of[0] as Condition) : { kind: "or", of };
  }

  #and(): Condition {
    const of = [this.#not()];
    while (this.#take("AND")) of.push(this.#not());
    return of.length === 1 ? (of[0] as Condition) : { kind: "and", of };
  }

  #not(): Condition {
    if (this.#take("NOT")) return { kind: "not", of: this.#not() };
    if (!this.#take("(")) return this.#comparison();
    const inner = this.#or();
    this.#expect(")");
    return inner;
  }

  #comparison(): Condition {
    const path = this.#path();
    const negated = this.#take("NOT");
    const of = this.#ranged(path, negated);
    return negated ? { kind: "not", of } : of;
  }

  #ranged(path: string, negated: boolean): Condition {
    if (this.#take("IN")) {
      this.#expect("(");
      const values = this.#listOf(() => this.#literal());
      this.#expect(")");
      return { kind: "in", path, values };
    }
    if (this.#take("BETWEEN")) {
      const from = this.#literal();
      this.#expect("AND");
      return { kind: "between", path, from, to: this.#literal() };
    }
    if (this.#take("LIKE")) return this.#like(path);
    const { kind, value } = this.#next;
    if (negated || kind !== "sign" || !/^(=|<>|!=|<|>|<=|>=)$/.test(value)) throw this.#wrong("a comparison expected");
    this.#at++;
    const operator = (value === "!=" ? "<>" : value) as "=" | "<>" | "<" | ">" | "<=" | ">=";
    return { kind: "compare", path, operator, value: this.#literal() };
  }

  #like(path: string): Condition {
    const { kind, value } = this.#next;
    const prefix = value.slice(0, -1);
    if (kind !== "text" || !value.endsWith("%") || prefix.includes("%") || prefix.length < leastWildcard)
      throw this.#wrong(`LIKE takes a text of at least ${leastWildcard} characters with % at its end`);
    this.#at++;
    return { kind: "starts", path, prefix };
  }

  #literal(): Literal {
    const { kind, value } = this.#next;
    const literal =
      kind === "text"
        ? value
        : kind === "number"
          ? Number(value)
          : /^true$/i.test(value)
            ? true
            : /^false$/i.test(value)
              ? false
              : undefined;
    if (literal === undefined) throw this.#wrong("a text in single quotes, a number, true or false expected");
    this.#at++;
    return literal;
  }
}
