"use client";

import { useState } from "react";
import type { ScanView } from "@/lib/services/scans/view-scan";
import { ScanProgress } from "./scan-progress";

export type RunningScan = { scan: ScanView; mayCancel: boolean };

/**
 * Follows scans under way. One that ends stays, with its receipt, until the reader leaves: the page behind is drawn anew
 * without it.
 * @param ou whose accounts are summed
 */
export function RunningScans({ running, ou }: { running: readonly RunningScan[]; ou: string }) {
  const [followed, setFollowed] = useState<readonly RunningScan[]>(running);
  const added = running.filter(({ scan }) => !followed.some((one) => one.scan.id === scan.id));
  if (added.length > 0) setFollowed([...added, ...followed]);
  return followed.map(({ scan, mayCancel }) => (
    <ScanProgress key={scan.id} initial={scan} mayCancel={mayCancel} ou={ou} />
  ));
}
