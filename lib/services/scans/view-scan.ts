import type { CountedScan, ScanState } from "@/lib/data/scan/counted";

export type { ScanState };

/** A scan as pages and the browser follow it: times are text. */
export type ScanView = Omit<CountedScan, "plannedAt" | "startedAt" | "finishedAt"> & {
  plannedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};

/** @returns a scan as the browser follows it */
export const viewScan = (scan: CountedScan): ScanView => ({
  ...scan,
  plannedAt: scan.plannedAt.toISOString(),
  startedAt: scan.startedAt?.toISOString() ?? null,
  finishedAt: scan.finishedAt?.toISOString() ?? null,
});
