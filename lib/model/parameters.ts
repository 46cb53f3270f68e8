import { z } from "zod";

const ControlParameters = z.object({
  /** Whether the control is judged at all. */
  on: z.boolean().optional(),
  /** What the control's own schema allows; it gives the defaults. */
  params: z.record(z.string(), z.unknown()).optional(),
});

/**
 * What an organization chose: per control, and per OU where it differs. The nearest OU above an account that names a
 * control wins, then the organization's choice, then the control's defaults.
 */
export const ParameterSet = z.object({
  controls: z.record(z.string(), ControlParameters).default({}),
  /** By the AWS id of the OU. */
  ous: z.record(z.string(), z.object({ controls: z.record(z.string(), ControlParameters) })).default({}),
});

export type ParameterSet = z.infer<typeof ParameterSet>;

export type ChosenParameters = { on: boolean; params: Record<string, unknown> };

/**
 * @param path AWS ids of the OUs from the account's own up to the root
 * @returns whether the control is on there and the parameters to hand to its schema
 */
export function parametersFor(set: ParameterSet, control: string, path: readonly string[]): ChosenParameters {
  const levels = [set.controls[control], ...path.toReversed().map((ou) => set.ous[ou]?.controls[control])];
  let chosen: ChosenParameters = { on: true, params: {} };
  for (const level of levels) {
    if (!level) continue;
    chosen = { on: level.on ?? chosen.on, params: { ...chosen.params, ...level.params } };
  }
  return chosen;
}
