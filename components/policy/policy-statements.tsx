import { Mark, type MarkKind } from "@/components/ui/mark";
import styles from "./policy-statements.module.css";

/** One statement of a policy as its page shows it: what it comes to in words, then as it is written. */
export type StatementView = {
  key: string;
  mark: MarkKind;
  /** What it is, in a word or two: "Public", "Denies plain HTTP". */
  word: string;
  /** Why, in a sentence. */
  says: string;
  /** AWS's page that states the rule, and what the rule is about. */
  rule: { title: string; says: string; href: string } | null;
  /** `marked`: the line that decides. */
  lines: readonly { number: number; text: string; marked: boolean }[];
};

/** A policy by statement: the verdict of each above its text. */
export function PolicyStatements({ statements }: { statements: readonly StatementView[] }) {
  return (
    <ol className={styles.policy}>
      {statements.map(({ key, mark, word, says, rule, lines }) => (
        <li key={key} className={`${styles.statement} ${mark === "fail" ? styles.fail : ""}`}>
          <div className={styles.verdict}>
            <span className={styles[mark]}>
              <Mark of={mark} label="" />
              {word}
            </span>
            <p>
              {says}{" "}
              {rule && (
                <a href={rule.href} target="_blank" rel="noreferrer" title={rule.says}>
                  {rule.title}
                </a>
              )}
            </p>
          </div>
          <pre>
            {lines.map(({ number, text, marked }) => (
              <span key={number} className={styles.line}>
                <i aria-hidden="true">{number}</i>
                {marked ? <mark>{text}</mark> : text}
                {"\n"}
              </span>
            ))}
          </pre>
        </li>
      ))}
    </ol>
  );
}
