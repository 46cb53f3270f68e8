import type { ReactNode } from "react";
import { Mark, type MarkKind, markWords } from "@/components/ui/mark";
import styles from "./verdict-mark.module.css";

/** A verdict as its shape and its word: colour alone says nothing. */
export function VerdictMark({ of, children }: { of: MarkKind; children?: ReactNode }) {
  return (
    <span className={`${styles.mark} ${styles[of]}`}>
      <Mark of={of} label="" />
      {children ?? markWords[of]}
    </span>
  );
}
