import { PolicyStatements, type StatementView } from "@/components/policy/policy-statements";
import type { MarkKind } from "@/components/ui/mark";
import { Section } from "@/components/ui/section";
import type { PolicyReading, StatementKind, StatementReading } from "@/lib/engine/policy-reading";
import type { Fact } from "@/lib/model/fact";
import styles from "../../buckets.module.css";

const marks: Readonly<Record<StatementKind, MarkKind>> = {
  public: "fail",
  harm: "fail",
  closed: "pass",
  demand: "pass",
  undetermined: "unknown",
  plain: "not_applicable",
};

/** The policy of a bucket: what each statement comes to, then as AWS returned it. */
export function BucketPolicy({ reading, fact }: { reading: PolicyReading | null; fact: Fact | undefined }) {
  if (!fact?.known) {
    return (
      <Section title="Bucket policy" says="could not be read">
        <p className="soft">AWS did not show it.</p>
      </Section>
    );
  }
  if (!reading || typeof fact.value !== "string") {
    return (
      <Section title="Bucket policy">
        <p className="soft">There is none.</p>
      </Section>
    );
  }
  return (
    <Section title="Bucket policy" says={summary(reading)}>
      {reading.unread && <p className="soft">Not all of it is understood. {reading.unread}</p>}
      {reading.statements.length > 0 && <PolicyStatements statements={numbered(reading.statements)} />}
      <details className={styles.json} open={reading.statements.length === 0}>
        <summary>As JSON</summary>
        <pre className={styles.policy}>{pretty(fact.value)}</pre>
      </details>
    </Section>
  );
}

function summary({ statements }: PolicyReading): string {
  const n = statements.length;
  const open = statements.filter(({ kind }) => kind === "public").length;
  const unclear = statements.filter(({ kind }) => kind === "undetermined").length;
  const parts = [`${n} statement${n === 1 ? "" : "s"}`];
  if (open > 0) parts.push(`${open} public`);
  if (unclear > 0) parts.push(`${unclear} undetermined`);
  return parts.join(", ");
}

/** Lines are numbered through the policy. */
function numbered(statements: readonly StatementReading[]): StatementView[] {
  let n = 0;
  return statements.map(({ kind, word, says, rule, text, decides }, index) => {
    const marked = kind === "public" && decides !== null ? `"${decides}":` : undefined;
    return {
      key: String(index),
      mark: marks[kind],
      word,
      says,
      rule: rule && { title: `Rule ${rule.row}`, says: rule.what, href: rule.source },
      lines: text.split("\n").map((line) => ({
        number: ++n,
        text: line,
        marked: marked !== undefined && line.trimStart().startsWith(marked),
      })),
    };
  });
}

/** A policy that is JSON is shown indented, any other text as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
