import Link from "next/link";
import type { ReactNode } from "react";
import { formatCount } from "@/components/format/format-count";
import { href } from "@/components/format/href";
import { Figure } from "@/components/ui/figure";
import type { MarkKind } from "@/components/ui/mark";
import { VerdictMark } from "@/components/verdict/verdict-mark";
import type { ControlCoverage } from "@/lib/services/coverage/control-coverage";
import styles from "./share-sounding.module.css";

/** What each verdict of the control means, in words a bucket owner uses. */
export type VerdictWords = Readonly<Record<Exclude<MarkKind, "proposed">, ReactNode>>;

/** The one figure of the page: the share that passes over the share judged, and the five counts, which are never summed. */
export function ShareSounding({
  coverage,
  words,
  caption,
  ou,
}: {
  coverage: ControlCoverage;
  words: VerdictWords;
  caption: ReactNode;
  ou: string;
}) {
  const { counts, judged, tenths, controlId } = coverage;
  const list = (kind: "fail" | "unknown" | "waived") => href("/findings", { ou, control: controlId, kind });
  const rows = [
    { of: "pass", n: counts.pass, to: null },
    { of: "fail", n: counts.fail, to: list("fail") },
    { of: "unknown", n: counts.unknown, to: list("unknown") },
    { of: "waived", n: counts.waived, to: list("waived") },
    { of: "not_applicable", n: counts.notApplicable, to: null },
  ] as const;
  return (
    <section className={styles.share} aria-label="Coverage">
      {judged.of > 0 && (
        <div className={styles.sounding}>
          <Figure tenths={tenths} judged={judged} unit="%" size="sounding" />
        </div>
      )}
      <p className={styles.caption}>{caption}</p>
      <div className={styles.split} aria-hidden="true">
        {rows.map(({ of, n }) => n > 0 && <i key={of} className={`${styles[of]}`} style={{ flexGrow: n }} />)}
      </div>
      <table className={styles.counts} aria-label="Verdicts">
        <tbody>
          {rows.map(({ of, n, to }) => (
            <tr key={of}>
              <th scope="row">
                <VerdictMark of={of}>{to && n > 0 ? <Link href={to}>{words[of]}</Link> : words[of]}</VerdictMark>
              </th>
              <td className="num">{formatCount(n)}</td>
            </tr>
          ))}
          {counts.notJudged > 0 && (
            <tr>
              <th scope="row">
                <VerdictMark of="unknown">Not judged yet</VerdictMark>
              </th>
              <td className="num">{formatCount(counts.notJudged)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}
