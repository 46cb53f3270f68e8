import { controlOff, notJudged, type VerdictByte, verdictByte } from "@/lib/engine/vector";
import type { IngestVerdict } from "./batch";

/** @returns the verdicts of a resource as stored: one byte per slot, without the zeros at the end */
export function vectorOf(verdicts: readonly IngestVerdict[]): Buffer {
  let length = 0;
  for (const { slot, judged } of verdicts) {
    if (slot >= length && byteOf(judged) !== notJudged) length = slot + 1;
  }
  const vector = Buffer.alloc(length);
  for (const { slot, judged } of verdicts) vector[slot] = byteOf(judged);
  return vector;
}

const byteOf = (judged: IngestVerdict["judged"]): VerdictByte =>
  judged === "off" ? controlOff : verdictByte(judged.verdict.status, judged.severity);
