"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { formatCount } from "@/components/format/format-count";
import { formatDuration } from "@/components/format/format-duration";
import { href } from "@/components/format/href";
import { ProgressBar } from "@/components/ui/progress-bar";
import { isOver, type ScanView } from "@/lib/services/scans/view-scan";
import styles from "../scans.module.css";
import { CancelScan } from "./cancel-scan";
import { ScanStateMark } from "./scan-state";
import { scanSentence, scopeWords, stateWords, tookMs } from "./scan-words";

/** One scan, asked for every second while it is under way. Its end is announced; what happens before is not. */
export function ScanProgress({ initial, mayCancel, ou }: { initial: ScanView; mayCancel: boolean; ou: string }) {
  const router = useRouter();
  const {
    data: scan,
    isError,
    refetch,
  } = useQuery({
    queryKey: ["scan", initial.id, ou],
    queryFn: async () => {
      const response = await fetch(href(`/api/scans/${initial.id}`, { ou }));
      if (!response.ok) throw new Error("The scan could not be read.");
      return (await response.json()) as ScanView;
    },
    initialData: initial,
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 1000),
  });

  // Figures around it are the page's: drawn anew when the scan moves on.
  const was = useRef(initial.state);
  useEffect(() => {
    if (was.current !== scan.state) router.refresh();
    was.current = scan.state;
  }, [scan.state, router]);

  const over = isOver(scan);
  const took = tookMs(scan);
  return (
    <section className={styles.progress} aria-label={`Scan ${scan.id}`} data-scan={scan.id} data-state={scan.state}>
      <header>
        <h2>
          <Link href={href(`/scans/${scan.id}`, { ou })}>Scan {scan.id}</Link>
        </h2>
        <ScanStateMark state={scan.state} />
        <span className="quiet">{scopeWords(scan)}</span>
        {mayCancel && !over && <CancelScan scanId={scan.id} onDone={() => void refetch()} />}
      </header>
      <p className="soft">{scanSentence(scan)}</p>
      {!over && scan.accounts > 0 && (
        <div className={styles.bars}>
          <ProgressBar label="Accounts collected" done={scan.accountsCollected} of={scan.accounts} />
          <ProgressBar label="Accounts judged" done={scan.accountsFinished} of={scan.accounts} />
          <ProgressBar label="Resources read" done={scan.resourcesCollected} of={scan.resources} />
        </div>
      )}
      <dl className={styles.counts}>
        <Count name="Resources judged" value={scan.resourcesJudged} />
        <Count name="Questions" value={scan.asked} />
        <Count name="Not answered" value={scan.asked - scan.answered} />
        <Count name="Calls to AWS" value={scan.calls} />
        <div>
          <dt>{over ? "Took" : "So far"}</dt>
          <dd>{took === null ? "not begun" : formatDuration(took)}</dd>
        </div>
      </dl>
      {isError && !over && <p className="quiet">The server does not answer now. It is asked again.</p>}
      <p className="visually-hidden" role="status">
        {over && `Scan ${scan.id}: ${stateWords[scan.state]}. ${scanSentence(scan)}`}
      </p>
    </section>
  );
}

const Count = ({ name, value }: { name: string; value: number }) => (
  <div>
    <dt>{name}</dt>
    <dd>{formatCount(value)}</dd>
  </div>
);
