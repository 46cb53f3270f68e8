"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { startScanAction } from "../actions";
import styles from "../scans.module.css";

/** What one may be asked to scan: an AWS id, or nothing for the whole organization. */
export type ScanChoice = { label: string; ou: string | null };

/**
 * Starts a scan, and says what became of it.
 * @param choices the first is the filled button
 * @param refused why the reader may not, instead
 */
export function StartScan({ choices, refused }: { choices: readonly ScanChoice[]; refused: string | null }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const start = async ({ ou }: ScanChoice): Promise<void> => {
    setBusy(true);
    setSaid(null);
    const answer = await startScanAction({ scope: ou === null ? "full" : "ou", target: ou ?? "" });
    if (answer.ok) {
      const { scanId, joined } = answer.value;
      setSaid(joined ? `Scan ${scanId} looks at this already.` : `Scan ${scanId} was asked for.`);
      router.refresh();
    } else setSaid(answer.message);
    setBusy(false);
  };
  if (refused !== null) return <Button inert={refused}>Start a scan</Button>;
  return (
    <div className={styles.start}>
      <div>
        {choices.map((choice, i) => (
          <Button key={choice.label} kind={i === 0 ? "go" : "plain"} disabled={busy} onClick={() => void start(choice)}>
            {choice.label}
          </Button>
        ))}
      </div>
      <p className="small soft" role="status">
        {said}
      </p>
    </div>
  );
}
