import type { UnknownReason } from "@/lib/model/reason";

/** Why something is not known, in words a bucket owner understands. */
export const reasonWords: Readonly<Record<UnknownReason, string>> = {
  denied: "AWS denied the read",
  throttled: "AWS asked us to slow down",
  timeout: "AWS did not answer in time",
  region_disabled: "the region is not enabled",
  account_unreachable: "the account cannot be reached",
  service_not_enabled: "the service is not enabled",
  unexpected_answer: "AWS answered something unexpected",
  gone: "AWS says it does not exist",
  outside_inventory: "it lies outside the inventory",
  hidden_by_organization_policy: "the organization's policy hides it",
  not_permitted_by_choice: "reading it was switched off",
  not_analysed: "it was read, and not analysed",
  undetermined: "what was read does not decide it",
  not_collected: "it was not read yet",
};

/** @returns the words of a reason; the reason itself for one this version does not know */
export const wordsOf = (reason: string | null): string =>
  reason === null ? "" : (reasonWords[reason as UnknownReason] ?? reason.replaceAll("_", " "));
