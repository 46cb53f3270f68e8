import styles from "./mark.module.css";

/** What a mark may stand for: a verdict, an accepted failure, or what is not yet so. */
export type MarkKind = "pass" | "fail" | "unknown" | "not_applicable" | "waived" | "proposed";

/** The words of the marks, where no better ones are at hand. */
export const markWords: Readonly<Record<MarkKind, string>> = {
  pass: "Pass",
  fail: "Fail",
  unknown: "Unknown",
  not_applicable: "Not applicable",
  waived: "Waived",
  proposed: "Proposed",
};

/**
 * The shape alone; its word goes to the accessible name. Where there is room use VerdictMark, which shows the word.
 * @param label empty where the word stands beside it: then it is decoration
 */
export function Mark({ of, label = markWords[of] }: { of: MarkKind; label?: string }) {
  const use = <use href={`#mark-${of}`} />;
  const className = `${styles.mark} ${styles[of]}`;
  return label === "" ? (
    <svg className={className} aria-hidden="true">
      {use}
    </svg>
  ) : (
    <svg className={className} role="img" aria-label={label}>
      {use}
    </svg>
  );
}
