/**
 * Why a fact could not be read, or a verdict could not be given. Closed: a new reason is a decision, not a string.
 * Never collapsed into `null`: `null` means AWS answered "not configured".
 */
export const unknownReasons = [
  "denied",
  "throttled",
  "timeout",
  "region_disabled",
  "account_unreachable",
  "service_not_enabled",
  "unexpected_answer",
  "gone",
  "outside_inventory",
  "hidden_by_organization_policy",
  "not_permitted_by_choice",
  "not_analysed",
  "undetermined",
  "not_collected",
] as const;

export type UnknownReason = (typeof unknownReasons)[number];
