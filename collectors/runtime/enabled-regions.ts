import { loadOfType } from "@/lib/data/judging/load-facts";
import { isEnabled } from "../discover/account";

/** @returns whether a region is enabled in an account, as its listing said; undefined where it did not */
export async function enabledRegions(accountId: number): Promise<(region: string | null) => boolean | undefined> {
  const regions = new Map(
    (await loadOfType(accountId, "AWS::Account::Region")).map(({ name, document }) => [name, document["optStatus"]]),
  );
  return (region) => {
    const status = region === null ? undefined : regions.get(region);
    return status && "v" in status ? isEnabled(status.v) : undefined;
  };
}
