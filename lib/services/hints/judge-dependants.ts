import type { OtherEnd } from "@/lib/data/inventory/other-ends";
import { loadNamed } from "@/lib/data/judging/load-facts";
import { recording } from "@/lib/platform/clock";
import { judgeResources } from "../judging/judge-resources";

/** When something was read, and what is said of why: labels of an event or a change. */
export type Occasion = { at: Date; scanId: number | null; event?: string; actor?: string };

/** Judges resources again whose verdicts rest on what was just read elsewhere, from their stored facts. */
export async function judgeDependants(ends: readonly OtherEnd[], occasion: Occasion): Promise<void> {
  for (const [accountId, theirs] of Map.groupBy(ends, (end) => end.accountId)) {
    const resources = await loadNamed(accountId, [...new Set(theirs.map(({ id }) => id))]);
    await judgeResources({ ...occasion, ...recording(), accountId, origin: "rejudge", resources });
  }
}
