import Link from "next/link";
import { formatAge } from "@/components/format/format-age";
import { formatCount } from "@/components/format/format-count";
import { formatShare } from "@/components/format/format-share";
import { Waterline } from "@/components/ui/waterline";
import { shareOf } from "@/lib/engine/score";
import type { Coverage } from "@/lib/services/posture/summarize-coverage";
import styles from "./coverage-line.module.css";

/** How much of the scope was seen: the same line on every page, never hidden. @param at when the page was drawn */
export function CoverageLine({ coverage, at, ouAwsId }: { coverage: Coverage; at: Date; ouAwsId: string }) {
  const { buckets, bucketsInFull, accounts, reached, checks, judged, oldestFact } = coverage;
  const share = shareOf({ judged: bucketsInFull, of: buckets });
  return (
    <>
      <Waterline kind="page" seen={share} of="of the buckets seen in full" />
      <div className={styles.seen}>
        <span>
          Seen in full <b>{formatCount(bucketsInFull)}</b> of {formatCount(buckets)} buckets
        </span>
        <span>
          <b>{formatCount(reached)}</b> of {formatCount(accounts)} accounts
        </span>
        <span>
          Judged <b>{formatShare(shareOf({ judged, of: checks }))}</b> of {formatCount(checks)} checks
        </span>
        {oldestFact && (
          <span>
            Oldest fact <b>{formatAge(oldestFact, at)}</b>
          </span>
        )}
        <Link href={`/visibility?ou=${encodeURIComponent(ouAwsId)}`} prefetch={false}>
          What we cannot see
        </Link>
      </div>
    </>
  );
}
