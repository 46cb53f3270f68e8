import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import * as Config from "@aws-sdk/client-config-service";
import { AwsError } from "../wire/aws-error";
import type { Account } from "../world/configuration";
import { Kept } from "../world/kept";
import type { World } from "../world/world";
import { parseQuery, type Query } from "./config-query";
import { Groups, holds, type Item, project, sorted } from "./config-query-run";
import { beginning, narrowOf, type Place, walk } from "./config-walk";

export type Page = { Results: string[]; QueryInfo: Config.QueryInfo; NextToken?: string };

/** A page looks at no more resources than these: where few meet the condition, it is short and has a successor. */
const mostLookedAt = 2_500;
/** Other requests are answered after so many. */
const breath = 200;
const longest = 4096;

type Token = { query: string; place: Place } | { query: string; offset: number };

/** Runs advanced queries. Queries that sort or count keep their last answers, so that pages of one agree. */
export class Selector {
  readonly #answers = new Kept<string, readonly Item[]>(8);

  constructor(private readonly world: World) {}

  /** @param accounts those whose resources the caller may query, in an order that stays */
  async select(
    accounts: readonly Account[],
    input: { Expression: string | undefined; Limit?: number | undefined; NextToken?: string | undefined },
    region?: string,
  ): Promise<Page> {
    const expression = input.Expression ?? "";
    if (expression.length === 0 || expression.length > longest) {
      throw new AwsError("ValidationException", `The expression has between 1 and ${longest} characters.`);
    }
    const query = parseQuery(expression);
    const counts = query.groupBy.length > 0 || query.select.some(({ kind }) => kind === "count");
    const limit = this.#limit(input.Limit, counts);
    const id = createHash("sha256")
      .update([expression, region ?? "*"].join("\u0000"))
      .digest("hex")
      .slice(0, 16);
    const token = input.NextToken === undefined ? undefined : readToken(input.NextToken, id);
    const of = { query, accounts, region, id, limit };
    const page =
      counts || query.orderBy.length > 0 ? await this.#whole(of, counts, token) : await this.#part(of, token);
    return {
      Results: page.items.map((item) => JSON.stringify(item)),
      QueryInfo: { SelectFields: query.select.map((one) => ({ Name: nameOf(one) })) },
      ...(page.next ? { NextToken: Buffer.from(JSON.stringify(page.next)).toString("base64url") } : {}),
    };
  }

  #limit(given: number | undefined, counts: boolean): number {
    if (given === undefined || given === 0) return counts ? 500 : 25;
    if (!Number.isInteger(given) || given < 0 || given > 100) {
      throw new Config.InvalidLimitException({ message: "The limit is between 0 and 100.", $metadata: {} });
    }
    return given;
  }

  async #part({ query, accounts, region, id, limit }: Run, token: Token | undefined): Promise<Found> {
    const items: Item[] = [];
    let looked = 0;
    const from = token && "place" in token ? token.place : beginning;
    for (const { place, item } of walk(this.world, accounts, narrowOf(query.where), from)) {
      if (item && here(item, region) && holds(query.where, item)) items.push(project(query, item));
      looked++;
      if (items.length === limit || looked === mostLookedAt) return { items, next: { query: id, place } };
      if (looked % breath === 0) await setImmediate();
    }
    return { items, next: undefined };
  }

  async #whole(run: Run, counts: boolean, token: Token | undefined): Promise<Found> {
    const { query, id, limit } = run;
    const offset = token && "offset" in token ? token.offset : 0;
    const kept = offset > 0 ? this.#answers.get(id) : undefined;
    const all = kept ?? this.#answers.set(id, await this.#collect(run, counts));
    const end = offset + limit;
    const items = all.slice(offset, end);
    return {
      items: counts ? items : items.map((item) => project(query, item)),
      next: end < all.length ? { query: id, offset: end } : undefined,
    };
  }

  async #collect({ query, accounts, region }: Run, counts: boolean): Promise<Item[]> {
    const groups = new Groups(query);
    const items: Item[] = [];
    let looked = 0;
    for (const { item } of walk(this.world, accounts, narrowOf(query.where), beginning)) {
      if (++looked % breath === 0) await setImmediate();
      if (!item || !here(item, region) || !holds(query.where, item)) continue;
      if (counts) groups.add(item);
      else items.push(item);
    }
    return sorted(counts ? groups.results() : items, query, (item) => item);
  }
}

type Run = { query: Query; accounts: readonly Account[]; region: string | undefined; id: string; limit: number };
type Found = { items: readonly Item[]; next: Token | undefined };

const here = (item: Item, region: string | undefined): boolean => region === undefined || item["awsRegion"] === region;

const nameOf = (one: Query["select"][number]): string =>
  one.kind === "property" ? one.path : one.kind === "count" ? "COUNT(*)" : "*";

/** A token is of one query. */
function readToken(text: string, id: string): Token {
  try {
    const token = JSON.parse(Buffer.from(text, "base64url").toString()) as Token;
    if (token.query === id) return token;
  } catch {
    // Not one of ours: refused like one of another query.
  }
  throw new Config.InvalidNextTokenException({ message: "The nextToken is not valid.", $metadata: {} });
}
