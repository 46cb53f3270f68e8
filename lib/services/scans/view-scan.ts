import type { CountedScan, ScanState } from "@/lib/data/scan/counted";

export type { ScanState };

/** A scan as pages and the browser follow it: times are text. */
export type ScanView = Omit<CountedScan, "plannedAt" | "startedAt" | "finishedAt"> & {
  plannedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** When it was looked at. */
  at: string;
};

/** @param at the present. @returns a scan as the browser follows it */
export const viewScan = (scan: CountedScan, at: Date): ScanView => ({
  ...scan,
  at: at.toISOString(),
  plannedAt: scan.plannedAt.toISOString(),
  startedAt: scan.startedAt?.toISOString() ?? null,
  finishedAt: scan.finishedAt?.toISOString() ?? null,
});

const over: ReadonlySet<ScanState> = new Set(["complete", "partial", "failed", "cancelled"]);

/** @returns whether nothing happens to a scan any more */
export const isOver = ({ state }: Pick<ScanView, "state">): boolean => over.has(state);
