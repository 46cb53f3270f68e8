import { type ReadFacts, stageFacts } from "@/lib/data/inventory/stage-facts";
import type { Occasion } from "./judge-dependants";

/**
 * Keeps facts of an account itself, or of one of its regions, until everything that rests on them is judged.
 * @returns whether they say something new
 */
export async function stageTold(
  accountId: number,
  resourceId: number,
  facts: ReadFacts["facts"],
  { at, scanId }: Occasion,
): Promise<boolean> {
  return (await stageFacts({ accountId, scanId, at, resources: [{ resourceId, facts, only: true }] })).length > 0;
}
