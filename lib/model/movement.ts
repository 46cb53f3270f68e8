/** Why a verdict moved, in the order of precedence: the first that applies is the cause. */
export const movementCauses = [
  "new_resource",
  "retired",
  "fixed_by_us",
  "fixed_outside",
  "regressed",
  "configuration_changed",
  "waived",
  "waiver_ended",
  "sight_lost",
  "sight_regained",
  "control_added",
  "control_changed",
  "parameter_changed",
  "account_moved",
  "severity_changed",
] as const;

export type MovementCause = (typeof movementCauses)[number];

/** What a movement leads from and to. `none` is before the first verdict and after the last. */
export const movementStates = ["none", "pass", "fail", "not_applicable", "unknown", "waived"] as const;

export type MovementState = (typeof movementStates)[number];

/** How a failure ended. */
export const episodeEndings = [
  "fixed_by_us",
  "fixed_outside",
  "not_applicable",
  "retired",
  "control_changed",
  "parameter_changed",
] as const;

export type EpisodeEnding = (typeof episodeEndings)[number];
