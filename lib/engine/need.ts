import type { EdgeName, EdgeOf, edges } from "@/lib/model/edges";
import type { FactName, FactValue, OrganizationFactName, OrganizationFactValue } from "@/lib/model/fact-schema";
import type { ResourceRef, ResourceType } from "@/lib/model/resource";

type Account = "AWS::Organizations::Account";
type Region = "AWS::Account::Region";
type Target<E extends EdgeName> = (typeof edges)[E]["to"];

/**
 * What a control may ask for, by scope: a fact of the resource itself, of its account, of its region, the value the
 * organization makes effective on its path, or of the resources an edge leads to. `related.<edge>` alone asks for
 * the ends of the edge without any of their facts.
 */
export type Need<R extends ResourceType> =
  | `own.${FactName<R>}`
  | `account.${FactName<Account>}`
  | `region.${FactName<Region>}`
  | `organization.${OrganizationFactName}`
  | `related.${EdgeOf<R>}`
  | { [E in EdgeOf<R>]: `related.${E}.${FactName<Target<E>>}` }[EdgeOf<R>];

/** The names after `prefix.` among the needs. */
type After<N extends string, Prefix extends string> = N extends `${Prefix}.${infer Name}` ? Name : never;

type RelatedEdge<N extends string> =
  After<N, "related"> extends infer P ? (P extends `${infer E}.${string}` ? E : P) : never;

/** The resources at the other end of an edge, with the facts asked for, and how many possible ends were not read. */
export type Related<T extends ResourceType, F extends FactName<T>> = {
  readonly items: readonly ({ readonly resource: ResourceRef } & { readonly [K in F]: FactValue<T, K> })[];
  readonly unread: number;
};

/** The values a control is given: exactly what it asked for, every one of them read. */
export type KnownFacts<R extends ResourceType, N extends string> = {
  readonly own: { readonly [K in After<N, "own"> & FactName<R>]: FactValue<R, K> };
  readonly account: { readonly [K in After<N, "account"> & FactName<Account>]: FactValue<Account, K> };
  readonly region: { readonly [K in After<N, "region"> & FactName<Region>]: FactValue<Region, K> };
  readonly organization: {
    readonly [K in After<N, "organization"> & OrganizationFactName]: OrganizationFactValue<K>;
  };
  readonly related: {
    readonly [E in RelatedEdge<N> & EdgeName]: Related<Target<E>, After<N, `related.${E}`> & FactName<Target<E>>>;
  };
};

/** The same, while some of it is unread: what is missing is absent, and an edge says whether its list is complete. */
export type PartialFacts<R extends ResourceType, N extends string> = {
  readonly [S in "own" | "account" | "region" | "organization"]: Partial<KnownFacts<R, N>[S]>;
} & {
  readonly related: {
    readonly [E in RelatedEdge<N> & EdgeName]: {
      readonly items: readonly ({ readonly resource: ResourceRef } & Partial<
        Omit<KnownFacts<R, N>["related"][E]["items"][number], "resource">
      >)[];
      readonly unread: number;
      readonly complete: boolean;
    };
  };
};
