import Link from "next/link";
import { type Step, Waterfall } from "@/components/charts/waterfall";
import { formatCounted } from "@/components/format/format-count";
import { formatDay } from "@/components/format/format-day";
import { href } from "@/components/format/href";
import type { MovementCause } from "@/lib/model/movement";
import type { Posture } from "@/lib/services/posture/summarize-posture";
import styles from "../overview.module.css";

const causeWords: Readonly<Record<MovementCause, string>> = {
  new_resource: "New accounts and buckets",
  retired: "Deleted buckets",
  fixed_by_us: "Fixed here",
  fixed_outside: "Fixed elsewhere",
  regressed: "Regressed",
  configuration_changed: "Configuration changed",
  waived: "Waived",
  waiver_ended: "Waiver ended",
  sight_lost: "Lost sight of",
  sight_regained: "Seen again",
  control_added: "Controls added",
  control_changed: "Controls changed",
  parameter_changed: "Parameters changed",
  account_moved: "Accounts moved",
  severity_changed: "Severity changed",
};

const aboutSight: readonly MovementCause[] = ["sight_lost", "sight_regained"];

/** Why the score is another than it was: bars that sum exactly. Withheld, and said so, where too little was seen. */
export function MovedBy({ posture, ou }: { posture: Posture; ou: string }) {
  const { attribution, days, from, to } = posture;
  if (days.length === 1) {
    return (
      <p className={styles.sentence}>
        Nothing has moved yet: this is the first day. From tomorrow on every change of verdict is counted here under its
        cause, and the bars sum to the change.
      </p>
    );
  }
  if (!attribution) {
    return (
      <p className={styles.sentence}>
        Withheld: an attribution needs 80 % judged at both ends.{" "}
        <Link href={href("/visibility", { ou })}>See what is missing</Link>
      </p>
    );
  }
  const steps = attribution.bars.map(
    ({ cause, tenths, verdicts }): Step => ({
      id: cause,
      title: causeWords[cause],
      says: formatCounted(verdicts, "check"),
      tenths,
      sight: aboutSight.includes(cause),
    }),
  );
  return (
    <Waterfall
      label="What moved the score"
      from={attribution.from}
      to={attribution.to}
      fromTitle={formatDay(new Date(from))}
      toTitle={`Now, ${formatDay(new Date(to))}`}
      steps={steps}
    />
  );
}
