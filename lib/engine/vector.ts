import { type Severity, severityOfRank, severityRank } from "@/lib/model/severity";
import { type VerdictStatus, verdictStatuses } from "@/lib/model/verdict";

/**
 * A verdict as one byte: bits 0-2 the status (0 not judged, 1 pass, 2 fail, 3 not applicable, 4 unknown, 5 control
 * off here), bits 3-5 the severity it was judged at (0 informational … 4 critical). A vector holds one byte per slot
 * of its resource type; a shorter vector reads 0.
 */
export type VerdictByte = number;

export const notJudged: VerdictByte = 0;
export const controlOff: VerdictByte = 5;

export type ByteStatus = VerdictStatus | "not_judged" | "off";

const statuses: readonly ByteStatus[] = ["not_judged", ...verdictStatuses, "off"];

/** @returns the byte of a verdict status at a severity */
export const verdictByte = (status: VerdictStatus, severity: Severity): VerdictByte =>
  (severityRank(severity) << 3) | statuses.indexOf(status);

/** @throws RangeError for a byte no verdict has */
export function statusOfByte(byte: VerdictByte): ByteStatus {
  const status = statuses[byte & 7];
  if (!status) throw new RangeError(`There is no verdict status ${byte & 7}.`);
  return status;
}

export const severityOfByte = (byte: VerdictByte): Severity => severityOfRank((byte >> 3) & 7);

/** @returns the byte of a slot; a vector written before the slot existed reads "not judged" */
export const byteAt = (vector: Uint8Array, slot: number): VerdictByte => vector[slot] ?? notJudged;
