import { WrongUse } from "../command";

/** What a scan looks at: everything, or one account, OU or resource. */
export type ScanTarget = { scope: "full" | "account" | "ou" | "resource"; target: string };

type Options = { account?: string | undefined; ou?: string | undefined; resource?: string | undefined };

/** @throws WrongUse for more than one, and for what is no id or ARN */
export function scanTarget({ account, ou, resource }: Options): ScanTarget {
  if ([account, ou, resource].filter((value) => value !== undefined).length > 1) {
    throw new WrongUse("Name one of --account, --ou and --resource.");
  }
  if (account !== undefined) {
    if (!/^\d{12}$/.test(account)) throw new WrongUse("--account is the twelve digits of an account.");
    return { scope: "account", target: account };
  }
  if (ou !== undefined) {
    if (!/^(ou|r|lone)-[\w-]+$/.test(ou)) throw new WrongUse("--ou is the id of an OU (ou-…) or of the root (r-…).");
    return { scope: "ou", target: ou };
  }
  if (resource !== undefined) {
    if (!resource.startsWith("arn:")) throw new WrongUse("--resource is the ARN of a bucket or access point.");
    return { scope: "resource", target: resource };
  }
  return { scope: "full", target: "" };
}
