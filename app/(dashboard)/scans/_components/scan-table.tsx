import Link from "next/link";
import { formatAge } from "@/components/format/format-age";
import { formatCount } from "@/components/format/format-count";
import { formatDuration } from "@/components/format/format-duration";
import { formatShare } from "@/components/format/format-share";
import { formatTime } from "@/components/format/format-time";
import { href } from "@/components/format/href";
import { Table } from "@/components/ui/table";
import { Waterline } from "@/components/ui/waterline";
import { isOver, type ScanView } from "@/lib/services/scans/view-scan";
import styles from "../scans.module.css";
import { ScanStateMark } from "./scan-state";
import { askedBy, scopeWords, tookMs } from "./scan-words";

/** Scans, one a row: how they ended, what they saw and what stayed unknown. @param at when the page was drawn */
export function ScanTable({ scans, at, ou }: { scans: readonly ScanView[]; at: Date; ou: string }) {
  return (
    <Table label="Scans" stacked>
      <thead>
        <tr>
          <th scope="col">Scan</th>
          <th scope="col">State</th>
          <th scope="col">Asked by</th>
          <th scope="col">Asked</th>
          <th scope="col" className="num">
            Took
          </th>
          <th scope="col" className="num">
            Accounts reached
          </th>
          <th scope="col" className="num">
            Not answered
          </th>
          <th scope="col">Answered</th>
        </tr>
      </thead>
      <tbody>
        {scans.map((scan) => (
          <tr key={scan.id}>
            <th scope="row">
              <Link href={href(`/scans/${scan.id}`, { ou })} prefetch={false}>
                Scan {scan.id}, {scopeWords(scan)}
              </Link>
            </th>
            <td>
              <ScanStateMark state={scan.state} />
            </td>
            <td data-label="Asked by">{askedBy(scan)}</td>
            <td data-label="Asked" title={formatTime(new Date(scan.plannedAt))}>
              {formatAge(new Date(scan.plannedAt), at)} ago
            </td>
            <td className="num" data-label="Took">
              <Took scan={scan} />
            </td>
            <td className="num" data-label="Accounts reached">
              {formatCount(scan.accountsCollected - scan.accountsUnreachable)} of {formatCount(scan.accounts)}
            </td>
            <td className="num" data-label="Not answered">
              {formatCount(scan.asked - scan.answered)}
            </td>
            <td data-label="Answered">
              <Answered scan={scan} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Took({ scan }: { scan: ScanView }) {
  const took = tookMs(scan);
  if (took === null) return "–";
  return isOver(scan) ? formatDuration(took) : `${formatDuration(took)} so far`;
}

function Answered({ scan: { asked, answered } }: { scan: ScanView }) {
  if (asked === 0) return <span className="quiet">nothing asked</span>;
  return (
    <span className={styles.share}>
      {formatShare(answered / asked)} of {formatCount(asked)}
      <Waterline seen={answered / asked} of="answered" />
    </span>
  );
}
