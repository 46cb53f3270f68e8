import type { UnknownReason } from "@/lib/model/reason";

/** What a person does about each reason. */
const mends: Readonly<Record<UnknownReason, string>> = {
  denied: "Open the list: it says for each resource whether the role or the resource's own policy refuses.",
  throttled: "Nothing to grant: the next scan asks again. If it stays, scan at a quieter hour.",
  timeout: "Nothing to grant: the next scan asks again.",
  region_disabled: "Enable the region in the account: nobody can read what lies in a disabled one.",
  account_unreachable: "Mend the account above: its resources come back with it.",
  service_not_enabled: "Enable the service in the account.",
  unexpected_answer: "The answer had not the shape of this call. Ask AWS the same by hand and compare.",
  gone: "Nothing to grant: the next complete listing says whether it is still there.",
  outside_inventory: "It belongs to an account outside the organization: ask its owner.",
  hidden_by_organization_policy: "Nothing to mend: the organization's policy decides, and AWS shows no more.",
  not_permitted_by_choice: "Nothing to mend: reading it was switched off.",
  not_analysed: "Nothing to grant: it was read, and not analysed.",
  undetermined: "Nothing to grant: what was read does not decide it.",
  not_collected: "Nothing to grant: the next scan reads it.",
};

/** Reasons that somebody chose: nothing of these is to be mended. */
const chosen: ReadonlySet<string> = new Set(["hidden_by_organization_policy", "not_permitted_by_choice"]);

export const isChosen = (reason: string): boolean => chosen.has(reason);

/** @returns what to do about a reason; nothing for one this version does not know */
export const mendWords = (reason: string): string => mends[reason as UnknownReason] ?? "";

const closedStates = new Set(["SUSPENDED", "PENDING_CLOSURE", "CLOSED"]);

/** @returns what to do about an account out of sight */
export function mendAccount({ state, unreachable }: { state: string; unreachable: string | null }): string {
  if (unreachable === null) return "Start a scan, or wait for the next.";
  if (closedStates.has(state)) return "Reopen it with AWS, or leave it: it counts as not seen until it is gone.";
  if (unreachable.startsWith("The role")) {
    return "Create the role there, and let it trust the hub role with the organization's id and the external id.";
  }
  return "Nothing to grant: the next scan asks again.";
}

/** @returns who refuses a read, as far as the account's other answers tell */
export function whoDenies(answeredElsewhere: number): string {
  if (answeredElsewhere > 0) {
    return "The role may ask: the account answered the same about others. A policy on this resource refuses, its own as a rule.";
  }
  return "Nothing in the account answered this. The role lacks the permission, or a policy of the organization takes it away.";
}
