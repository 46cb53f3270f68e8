import { VerdictMark } from "@/components/ui/verdict-mark";
import type { ScanState } from "@/lib/services/scans/view-scan";
import { stateWords } from "./scan-words";

const marks = { complete: "pass", partial: "unknown", failed: "fail", cancelled: "not_applicable" } as const;

/** The state of a scan: a mark and its word once it is over, the word alone while it is under way. */
export function ScanStateMark({ state }: { state: ScanState }) {
  const word = stateWords[state];
  const mark = state in marks ? marks[state as keyof typeof marks] : null;
  return mark === null ? <b>{word}</b> : <VerdictMark of={mark}>{word}</VerdictMark>;
}
