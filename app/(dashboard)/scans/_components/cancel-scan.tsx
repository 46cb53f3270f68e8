"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cancelScanAction } from "../actions";

/** Ends a scan. What was read is kept, so it asks nothing first. @param onDone called when the server has answered */
export function CancelScan({ scanId, onDone }: { scanId: number; onDone(): void }) {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const cancel = async (): Promise<void> => {
    setBusy(true);
    const answer = await cancelScanAction({ scanId });
    setRefusal(answer.ok ? null : answer.message);
    setBusy(false);
    onDone();
  };
  return (
    <>
      <Button size="small" disabled={busy} onClick={() => void cancel()} aria-label={`Cancel scan ${scanId}`}>
        {busy ? "Cancelling" : "Cancel"}
      </Button>
      {refusal && <span role="alert">{refusal}</span>}
    </>
  );
}
