import { controls } from "@/lib/controls/catalogue.gen";
import { currentRuleset, type Ruleset } from "@/lib/data/judging/ruleset";

/** @returns every control's version: what makes a ruleset */
export const controlVersions = (): Record<string, number> =>
  Object.fromEntries(controls.map(({ id, version }) => [id, version]));

/** @returns what resources are judged by now */
export const rulesNow = (): Promise<Ruleset> => currentRuleset(controlVersions());
