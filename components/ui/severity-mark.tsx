import { type Severity, severities, severityOfRank } from "@/lib/model/severity";
import styles from "./severity-mark.module.css";

const word = (severity: Severity): string => `${severity.charAt(0).toUpperCase()}${severity.slice(1)}`;

/** Four upright bars and the word: severity is no hue. @param of by name, or 0 informational … 4 critical */
export function SeverityMark({ of, short = false }: { of: Severity | number; short?: boolean }) {
  const severity = typeof of === "number" ? severityOfRank(of) : of;
  const rank = severities.indexOf(severity);
  return (
    <span className={`${styles.severity} ${rank >= 3 ? styles.strong : ""}`} title={short ? word(severity) : undefined}>
      <span className={styles.bars} aria-hidden="true">
        {[1, 2, 3, 4].map((bar) => (
          <i key={bar} className={bar <= rank ? styles.on : undefined} />
        ))}
      </span>
      <span className={short ? "visually-hidden" : undefined}>{word(severity)}</span>
    </span>
  );
}
