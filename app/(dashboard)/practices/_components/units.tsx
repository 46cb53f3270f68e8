import Link from "next/link";
import { formatCount, formatCounted } from "@/components/format/format-count";
import { formatScore } from "@/components/format/format-score";
import { formatShare } from "@/components/format/format-share";
import { href } from "@/components/format/href";
import { wordsOf } from "@/components/verdict/reason-words";
import { shareOf } from "@/lib/engine/score";
import { wasAsked } from "@/lib/services/coverage/control-coverage";
import type { CoverageParts, CoveragePart as Part } from "@/lib/services/coverage/units-below";
import styles from "./units.module.css";

/**
 * Units and accounts directly below the scope: the share that passes, hatched from the right what was not judged.
 * @param path of this page: a unit opens it for itself
 * @param lack what a failure is, as in "off"
 */
export function Units({ parts, path, lack }: { parts: CoverageParts; path: string; lack: string }) {
  if (parts.parts.length === 0) return <p className="soft">There is no unit and no account below this one.</p>;
  return (
    <>
      <ul className={styles.units}>
        {parts.parts.map((part) => (
          <li key={part.awsId}>
            <Unit part={part} path={path} lack={lack} />
          </li>
        ))}
      </ul>
      {parts.accountsNotShown > 0 && (
        <p className={`quiet small ${styles.rest}`}>
          {formatCounted(parts.accountsNotShown, "more account")} with fewer that are {lack}, not listed here.
        </p>
      )}
    </>
  );
}

function Unit({ part, path, lack }: { part: Part; path: string; lack: string }) {
  const { kind, awsId, name, counts, judged, tenths } = part;
  const address = kind === "ou" ? href(path, { ou: awsId }) : href("/buckets", { account: awsId });
  const dark = 1 - shareOf(judged);
  return (
    <Link className={`plain ${styles.unit} ${judged.of === 0 ? styles.empty : ""}`} href={address} prefetch={false}>
      <span className={styles.name} title={name}>
        {name}
      </span>
      {judged.of > 0 ? (
        <span className={styles.bar} role="img" aria-label={`${formatCount(counts.pass)} of ${formatCount(judged.of)}`}>
          <i style={{ width: `${(100 * counts.pass) / judged.of}%` }} />
          {dark > 0 && <u className="hatch" style={{ width: `${Math.max(1.5, 100 * dark)}%` }} />}
        </span>
      ) : (
        <span className={styles.nothing}>{saysNothing(part)}</span>
      )}
      <span className={`num strong ${styles.figure}`}>
        {judged.of === 0 ? "" : tenths === null ? "–" : formatScore(tenths)}
      </span>
      <span className={styles.lack}>{counts.fail > 0 && `${formatCount(counts.fail)} ${lack}`}</span>
      <span className={styles.judged}>{saysJudged(part)}</span>
    </Link>
  );
}

function saysNothing(part: Part): string {
  if (part.unreachable !== null) return wordsOf(part.unreachable);
  return wasAsked(part) ? "does not apply to any bucket" : "no bucket was judged";
}

const saysJudged = ({ judged }: Part): string => (judged.of === 0 ? "" : `${formatShare(shareOf(judged))} judged`);

/** @returns the title of the section: a unit may hold accounts alone */
export const unitsTitle = ({ parts }: CoverageParts): string =>
  parts.length > 0 && parts.every(({ kind }) => kind === "account") ? "By account" : "By organizational unit";
