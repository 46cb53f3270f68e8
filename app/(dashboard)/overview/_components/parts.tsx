import Link from "next/link";
import { bounds } from "@/components/charts/dated-score";
import { Multiple } from "@/components/charts/multiple";
import { formatCounted } from "@/components/format/format-count";
import { formatDay } from "@/components/format/format-day";
import { formatScore } from "@/components/format/format-score";
import { formatShare } from "@/components/format/format-share";
import { href } from "@/components/format/href";
import { Delta } from "@/components/ui/delta";
import { Waterline } from "@/components/ui/waterline";
import { shareOf } from "@/lib/engine/score";
import type { PartPosture } from "@/lib/services/posture/parts-of";
import type { Posture } from "@/lib/services/posture/summarize-posture";
import styles from "../overview.module.css";
import { datedScores } from "./dated-scores";

/** What the multiples share, in a line. */
export function partsSay(posture: Posture): string {
  const [low, high] = scaleOf(posture);
  const span = posture.days.length === 1 ? "One day" : `Since ${formatDay(new Date(posture.from))}`;
  return `${span}, one scale: ${low / 10} to ${high / 10}. Dotted: where it began. Tint: above or below it. Hatch: share not judged.`;
}

const scaleOf = ({ parts }: Posture): [number, number] =>
  bounds(
    parts.flatMap(({ days }) => days.flatMap(({ scores, sight }) => (sight === "no_score" ? [] : [scores.score ?? 0]))),
    100,
  );

/** Units and accounts directly below, as small multiples over one scale. */
export function Parts({ posture }: { posture: Posture }) {
  const scale = scaleOf(posture);
  return (
    <>
      <ul className={styles.parts}>
        {posture.parts.map((part) => (
          <li key={part.awsId}>
            <Part part={part} scale={scale} from={posture.from} to={posture.to} />
          </li>
        ))}
      </ul>
      {posture.accountsNotShown > 0 && (
        <p className="quiet">{formatCounted(posture.accountsNotShown, "more account")} with fewer buckets not drawn.</p>
      )}
    </>
  );
}

function Part(props: { part: PartPosture; scale: readonly [number, number]; from: string; to: string }) {
  const { part, scale, from, to } = props;
  const last = part.days.at(-1);
  const seen = last && part.sight !== "no_score";
  const address =
    part.kind === "ou" ? href("/overview", { ou: part.awsId }) : href("/buckets", { account: part.awsId });
  return (
    <Link className={`plain ${styles.part}`} href={address} prefetch={false}>
      <span className={styles.partHead}>
        <b>{part.name}</b>
        {seen && <span className={styles.partScore}>{splitScore(last.scores.score)}</span>}
      </span>
      {seen ? (
        <Multiple
          days={datedScores(part.days)}
          scale={scale}
          from={from}
          to={to}
          label={`${part.name}: ${formatScore(part.days[0]?.scores.score ?? null)} to ${formatScore(last.scores.score)}`}
        />
      ) : (
        <span className={`hatch ${styles.dark}`}>
          <span>{part.unreachable ? "Cannot be reached" : last ? "Not enough seen" : "Not seen"}</span>
        </span>
      )}
      {seen && <Waterline seen={shareOf(last.judged)} of="judged" />}
      <span className={styles.partFoot}>
        <span>{formatCounted(part.buckets, "bucket")}</span>
        <span>{last ? `${formatShare(shareOf(last.judged))} judged` : "nothing judged"}</span>
        {part.change !== null && <Delta tenths={part.change} />}
      </span>
    </Link>
  );
}

function splitScore(tenths: number | null) {
  const [whole, decimal] = formatScore(tenths).split(".");
  return (
    <>
      {whole}
      {decimal && <small>.{decimal}</small>}
    </>
  );
}
