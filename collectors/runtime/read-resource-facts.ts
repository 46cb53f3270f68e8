import { type Fact, unknown } from "@/lib/model/fact";
import { type FactName, factSchemas } from "@/lib/model/fact-schema";
import type { ResourceRef } from "@/lib/model/resource";
import type { MemberSession } from "./aws";
import { factName, readFact } from "./collector";
import { collectorsFor } from "./collectors";
import type { Tallies } from "./tallies";

export type ReadOptions = {
  /** Only these facts; all of them unless said. */
  only?: readonly string[];
  /** Whether the resource's region is enabled in the account, where that is known. */
  regionEnabled?: boolean;
};

/** Facts of a listing, not of a collector: they are kept as discovery found them. */
const listed: Readonly<Record<string, readonly string[]>> = { "AWS::S3::AccessPoint": ["origin"] };

/**
 * Reads the facts of one resource, side by side within the account's limit. One that cannot be read does not stop the
 * others.
 */
export async function readResourceFacts(
  session: MemberSession,
  resource: ResourceRef,
  tallies: Tallies,
  options: ReadOptions = {},
): Promise<Record<string, Fact>> {
  const facts: Record<string, Fact> = {};
  if (options.regionEnabled === false) {
    for (const name of Object.keys(factSchemas[resource.type]) as FactName<typeof resource.type>[]) {
      if (listed[resource.type]?.includes(name)) continue;
      facts[name] = unknown("region_disabled");
      tallies.add(resource.region, `${resource.type}.${name}`, facts[name], 0);
    }
    return facts;
  }
  const wanted = (await collectorsFor(resource.type)).filter(
    (collector) => !options.only || options.only.includes(factName(collector)),
  );
  const read = async (later: boolean) => {
    await Promise.all(
      wanted
        .filter(({ after }) => (after !== undefined) === later)
        .map(async (collector) => {
          const { fact, calls } = await readFact(collector, session, resource, facts);
          facts[factName(collector)] = fact;
          tallies.add(resource.region, collector.provides, fact, calls);
        }),
    );
  };
  await read(false);
  await read(true);
  return facts;
}

/** @returns whether AWS said of a resource that was listed that it does not exist */
export const isGone = (facts: Readonly<Record<string, Fact>>): boolean =>
  Object.values(facts).some((fact) => !fact.known && fact.reason === "gone");

/** @returns whether AWS did not know who asks: the session was ended under us */
export const isShutOut = (facts: Readonly<Record<string, Fact>>): boolean =>
  Object.values(facts).some((fact) => !fact.known && fact.reason === "account_unreachable");
