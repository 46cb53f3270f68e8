import { endScan } from "@/lib/data/scan/plan";
import { inTransaction } from "@/lib/data/transaction";
import { now } from "@/lib/platform/clock";

/** Ends a scan that cannot go on, with the reason in words. Nothing that was stored is touched. */
export async function failScan(scanId: number, because: string): Promise<void> {
  await inTransaction((tx) => endScan(tx, scanId, "failed", now(), because));
}
