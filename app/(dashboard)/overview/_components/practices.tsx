import Link from "next/link";
import { formatCount } from "@/components/format/format-count";
import { formatShare } from "@/components/format/format-share";
import { href } from "@/components/format/href";
import { practiceHref } from "@/components/shell/nav";
import { Delta } from "@/components/ui/delta";
import { Figure } from "@/components/ui/figure";
import { shareOf } from "@/lib/engine/score";
import type { PracticePosture } from "@/lib/services/posture/practices-of";
import styles from "../overview.module.css";

/** The practices side by side: a way in, not a verdict. */
export function Practices({ practices, ou }: { practices: readonly PracticePosture[]; ou: string }) {
  return (
    <ul className={styles.strip}>
      {practices.map(({ number, title, scores, judged, failing, sight, change }) => (
        <li key={number}>
          <Link className={`plain ${styles.practice}`} href={href(practiceHref(number), { ou })} prefetch={false}>
            <span className={styles.practiceNumber}>{number}</span>
            <span className={styles.practiceTitle}>{title}</span>
            <Figure tenths={sight === "no_score" ? null : scores.score} judged={judged} />
            <span className={styles.practiceSays}>{formatShare(shareOf(judged))} judged</span>
            <span className={styles.practiceFails}>{formatCount(failing)} failing</span>
            {change !== null && <Delta tenths={change} />}
          </Link>
        </li>
      ))}
    </ul>
  );
}
