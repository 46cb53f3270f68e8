import type { ChangeRow } from "@/lib/data/change/change";
import type { Fact } from "@/lib/model/fact";
import type { MemberSession } from "../runtime/aws";
import { factName } from "../runtime/collector";
import { collectorsFor } from "../runtime/collectors";
import { readResourceFacts } from "../runtime/read-resource-facts";
import { Tallies } from "../runtime/tallies";
import { refOfChange } from "./session";

/** @returns the permissions reading these facts of a change's resource takes */
export async function permissionsToRead(change: ChangeRow, facts: readonly string[]): Promise<string[]> {
  const collectors = await collectorsFor(refOfChange(change).type);
  return collectors.filter((c) => facts.includes(factName(c))).flatMap((c) => [c.permission, ...(c.alsoCalls ?? [])]);
}

/** Reads facts of a change's resource live, with the same collectors a scan uses. */
export function readLive(
  session: MemberSession,
  change: ChangeRow,
  only: readonly string[],
): Promise<Record<string, Fact>> {
  return readResourceFacts(session, refOfChange(change), new Tallies(), { only });
}

/** @returns the name of a fact without its resource type */
export const factOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);
