import { setTimeout as wait } from "node:timers/promises";
import type { S3Client } from "@aws-sdk/client-s3";
import type { S3ControlClient } from "@aws-sdk/client-s3-control";
import { type Fact, known, unknown } from "@/lib/model/fact";
import { type FactName, type FactPath, type FactValue, factSchemas } from "@/lib/model/fact-schema";
import type { ResourceRef, ResourceType } from "@/lib/model/resource";
import type { MemberSession } from "./aws";
import { codeOf, reasonOf, UnexpectedAnswer } from "./classify";
import { exchanging, expectRoot } from "./exchange";

type TypeOf<P extends FactPath> = P extends `${infer R extends ResourceType}.${string}` ? R : never;
type NameOf<P extends FactPath> = P extends `${ResourceType}.${infer N}` ? N : never;
type ValueOf<P extends FactPath> = NameOf<P> extends FactName<TypeOf<P>> ? FactValue<TypeOf<P>, NameOf<P>> : never;

/** The clients a fact is read with: of the resource's own account and region. */
export type CollectorClients = {
  s3: S3Client;
  s3control: S3ControlClient;
  accountId: string;
  partition: string;
};

/** How one fact is read: the call, the permission it needs, and what "not configured" looks like. */
export type Collector<P extends FactPath = FactPath> = {
  provides: P;
  /** The IAM action that is missing when AWS denies the call. */
  permission: `${string}:${string}`;
  /** What else it may call: for the reader's policy. */
  alsoCalls?: readonly `${string}:${string}`[];
  /** Error codes that mean "not configured". Every other error is an unread fact. */
  notConfiguredOn: readonly string[];
  /** The root element of the answer, and other names servers give it; an answer with another root is not this call's. */
  root?: string | readonly string[];
  /** Facts of the same resource to be read first, handed to `read`. */
  after?: readonly string[];
  /** @returns the value; null only where AWS says "not configured" without an error */
  read(
    clients: CollectorClients,
    resource: ResourceRef<TypeOf<P>>,
    before: Readonly<Record<string, Fact>>,
  ): Promise<ValueOf<P> | null>;
};

/** Declares a collector. Returns it as it is: the types do the work. */
export const defineCollector = <const P extends FactPath>(collector: Collector<P>): Collector<P> => collector;

/** @throws UnexpectedAnswer where an answer lacks the member the call exists for */
export function member<T>(value: T | null | undefined, name: string): T {
  if (value === undefined || value === null) throw new UnexpectedAnswer(`The answer has no ${name}.`);
  return value;
}

/** A fact as read, and what it took. */
export type Reading = { fact: Fact; calls: number };

const nameOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);
const typeOf = (path: string): string => path.slice(0, path.lastIndexOf("."));

/**
 * Reads one fact of one resource: a value, "not configured" by its exact code, or why it could not be read. Never throws
 * for what AWS answers.
 */
export async function readFact(
  collector: Collector,
  session: MemberSession,
  resource: ResourceRef,
  before: Readonly<Record<string, Fact>>,
): Promise<Reading> {
  const region = resource.region ?? "us-east-1";
  const clients: CollectorClients = {
    s3: session.s3(region),
    s3control: session.s3control(region),
    accountId: session.accountId,
    partition: session.partition,
  };
  return session.limiter.run(() =>
    exchanging(async (exchange) => {
      // A bucket that is known to exist is asked for again once: AWS answers NoSuchBucket now and then under load.
      for (let attempt = 0; ; attempt++) {
        try {
          const value = await collector.read(clients, resource as never, before);
          if (collector.root) expectRoot(exchange, collector.root);
          if (exchange.calls > attempt + 1) session.limiter.throttled();
          else session.limiter.answered();
          return { fact: known(value === null ? null : parsed(collector, value)), calls: exchange.calls };
        } catch (error) {
          const fact = failed(collector, error);
          if (!fact.known && fact.reason === "throttled") session.limiter.throttled();
          if (!fact.known && fact.reason === "gone" && attempt === 0) {
            await wait(100);
            continue;
          }
          return { fact, calls: exchange.calls };
        }
      }
    }),
  );
}

/** What AWS said must have the shape of the fact: a value nobody foresaw is an unexpected answer. */
function parsed(collector: Collector, value: unknown): unknown {
  const schemas = factSchemas[typeOf(collector.provides) as ResourceType] as Record<
    string,
    { parse(v: unknown): unknown }
  >;
  return schemas[nameOf(collector.provides)]?.parse(value);
}

function failed(collector: Collector, error: unknown): Fact {
  if (collector.notConfiguredOn.includes(codeOf(error))) return known(null);
  const reason = reasonOf(error);
  return reason === "denied" ? unknown(reason, collector.permission) : unknown(reason);
}

/** @returns the name of the fact a collector provides, without its type */
export const factName = ({ provides }: Pick<Collector, "provides">): string => nameOf(provides);
