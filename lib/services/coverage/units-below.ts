import { slotOf } from "@/lib/controls/slots";
import { accountsOfUnit, type CountedPart, unitCounts } from "@/lib/data/coverage/control-counts";
import { type Share, shareOfCounts } from "./control-coverage";

/** A unit or an account directly below a unit, with what one control says there. */
export type CoveragePart = Share & {
  kind: "ou" | "account";
  awsId: string;
  name: string;
  /** For an account that cannot be reached: why. */
  unreachable: string | null;
};

export type CoverageParts = {
  /** Units by name, then accounts with most failures first. */
  parts: CoveragePart[];
  accountsNotShown: number;
};

/** More accounts than this are a list of their own. */
const mostAccounts = 40;

/** @param ouId the caller has authorized it */
export async function unitsBelow(ouId: number, controlId: string): Promise<CoverageParts> {
  const { number } = slotOf(controlId);
  const [units, { accounts, total }] = await Promise.all([
    unitCounts(ouId, number),
    accountsOfUnit(ouId, number, mostAccounts),
  ]);
  return {
    parts: [
      ...units.map((unit) => partOf("ou", unit, null)),
      ...accounts.map((account) => partOf("account", account, account.unreachable)),
    ],
    accountsNotShown: total - accounts.length,
  };
}

const partOf = (kind: CoveragePart["kind"], part: CountedPart, unreachable: string | null): CoveragePart => ({
  kind,
  awsId: part.awsId,
  name: part.name,
  unreachable,
  ...shareOfCounts([part]),
});
