import type { ReactNode } from "react";
import { type MarkKind, markWords } from "./mark";
import styles from "./mark.module.css";

/** A verdict by shape, word and colour. @param children other words than the usual, as in "Public" */
export function VerdictMark({ of, children = markWords[of] }: { of: MarkKind; children?: ReactNode }) {
  return (
    <span className={`${styles.word} ${styles[of]}`}>
      <svg className={styles.mark} aria-hidden="true">
        <use href={`#mark-${of}`} />
      </svg>
      {children}
    </span>
  );
}
