import type { Effort } from "./effort";
import type { Pattern } from "./pattern";
import { type Texts, textsFor } from "./texts";

/** What was found, and how many steps it took. */
type Kept = { found: Texts; steps: number };

const kept = new Map<string, Kept>();
const mostKept = 500;
/** Longer lists of patterns are of one policy and no other. */
const longest = 4_000;

/**
 * The same as `textsFor`, and found once for what several questions and policies have in common: accounts, services,
 * organizations. The effort is spent each time, so that an answer does not depend on what was asked before.
 */
export function keptTextsFor(
  patterns: readonly Pattern[],
  within: readonly Pattern[],
  effort: Effort,
  read: readonly string[] = [],
): Texts {
  let name = read.join("\u0000");
  for (const { places } of patterns) name += `;${places.join()}`;
  name += "|";
  for (const { places } of within) name += `;${places.join()}`;
  if (name.length > longest) return textsFor(patterns, within, effort, read);
  const before = kept.get(name);
  if (before && before.steps <= effort.left) {
    effort.spend(before.steps);
    return before.found;
  }
  const began = effort.left;
  const found = textsFor(patterns, within, effort, read);
  if (effort.spent || !found.complete) return found;
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? "");
  kept.set(name, { found, steps: began - effort.left });
  return found;
}
