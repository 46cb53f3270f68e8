import Link from "next/link";
import { formatCount } from "@/components/format/format-count";
import { formatDay } from "@/components/format/format-day";
import { formatScore } from "@/components/format/format-score";
import { formatShare } from "@/components/format/format-share";
import { href } from "@/components/format/href";
import { Delta } from "@/components/ui/delta";
import { Figure } from "@/components/ui/figure";
import { VerdictMark } from "@/components/verdict/verdict-mark";
import { shareOf } from "@/lib/engine/score";
import type { Posture } from "@/lib/services/posture/summarize-posture";
import styles from "../overview.module.css";

/** The one figure of the page: the score, what it would be under other readings of the unknown, and the three counts. */
export function Sounding({ posture, now, ou }: { posture: Posture; now: NonNullable<Posture["now"]>; ou: string }) {
  const { scores, counts, judged, sight } = now;
  const { low, high, strict } = scores;
  return (
    <section aria-label="Posture">
      <div className={styles.sounding}>
        <Figure
          tenths={sight === "no_score" ? null : scores.score}
          judged={judged}
          between={{ low, high }}
          size="sounding"
        />
      </div>
      <p className={styles.caption}>
        {sight === "no_score" ? "Posture lies between these: " : "Posture: "}
        {formatCount(counts.pass)} pass of {formatCount(counts.pass + counts.fail)} judged, weighted by severity.{" "}
        {formatShare(shareOf(judged))} judged.
      </p>
      <p className={styles.bound}>
        {posture.change !== null && (
          <>
            <Delta tenths={posture.change} /> since {formatDay(new Date(posture.from))}.<br />
          </>
        )}
        {low === high ? (
          "Nothing unknown could move it."
        ) : (
          <>
            If every unknown failed it would be <b>{formatScore(low)}</b>;<br />
            if every one passed, <b>{formatScore(high)}</b>.
          </>
        )}
        {counts.waived > 0 && (
          <>
            <br />
            With waived as failing, <b>{formatScore(strict)}</b>.
          </>
        )}
      </p>
      <table className={styles.counts} aria-label="Verdicts that are not a pass">
        <tbody>
          <tr>
            <th scope="row">
              <VerdictMark of="fail">
                <Link href={href("/findings", { ou, kind: "fail" })}>Failing</Link>
              </VerdictMark>
            </th>
            <td className="num">{formatCount(counts.fail)}</td>
          </tr>
          <tr>
            <th scope="row">
              <VerdictMark of="unknown">
                <Link href={href("/findings", { ou, kind: "unknown" })}>Unknown</Link>
              </VerdictMark>
            </th>
            <td className="num">{formatCount(counts.unknown)}</td>
          </tr>
          <tr>
            <th scope="row">
              <VerdictMark of="waived">
                <Link href={href("/findings", { ou, kind: "waived" })}>Waived</Link>
              </VerdictMark>
            </th>
            <td className="num">{formatCount(counts.waived)}</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}
