import Link from "next/link";
import { formatAge } from "@/components/format/format-age";
import { formatCount, formatCounted } from "@/components/format/format-count";
import { href } from "@/components/format/href";
import { wordsOf } from "@/components/verdict/reason-words";
import { VerdictMark } from "@/components/verdict/verdict-mark";
import { type Exposure, exposureControl } from "@/lib/services/exposure/list-exposure";
import type { FindingRow } from "@/lib/services/findings/list-findings";
import styles from "../overview.module.css";

/** Who gets in now: four counts that are never summed, and the buckets by name with the level that decides. */
export function Exposures({ exposure, at, ou }: { exposure: Exposure; at: Date; ou: string }) {
  const { counts, open, reasons } = exposure;
  const list = (kind: "fail" | "unknown" | "waived") => href("/findings", { ou, kind, control: exposureControl });
  return (
    <table className={styles.exposure} aria-label="Buckets by who gets in">
      <tbody>
        <tr>
          <th scope="row">
            <VerdictMark of="fail">Public</VerdictMark>
          </th>
          <td className={`num ${counts.fail > 0 ? styles.alarm : ""}`}>{formatCount(counts.fail)}</td>
          <td>
            {counts.fail > 0 ? (
              <>
                not meant to be. <Link href={list("fail")}>Open {counts.fail === 1 ? "it" : "them"}</Link>
              </>
            ) : (
              "none that should not be"
            )}
          </td>
        </tr>
        {open.length > 0 && (
          <tr className={styles.named}>
            <td colSpan={3}>
              <ul>
                {open.map((row) => (
                  <li key={row.resourceId}>
                    <Link className="mono" href={`/buckets/${row.resourceId}`} prefetch={false}>
                      {row.resourceName}
                    </Link>
                    <span>{deciding(row)}</span>
                    <span>for {formatAge(row.since, at)}</span>
                  </li>
                ))}
              </ul>
              {counts.fail > open.length && (
                <Link className={styles.rest} href={list("fail")}>
                  {formatCounted(counts.fail - open.length, "more", "more")}
                </Link>
              )}
            </td>
          </tr>
        )}
        <tr>
          <th scope="row">
            <VerdictMark of="waived">Public by design</VerdictMark>
          </th>
          <td className="num">{formatCount(counts.waived)}</td>
          <td>{counts.waived > 0 ? <Link href={list("waived")}>waived, each until a date</Link> : "no waiver"}</td>
        </tr>
        <tr>
          <th scope="row">
            <VerdictMark of="unknown">Unknown</VerdictMark>
          </th>
          <td className="num">{formatCount(counts.unknown)}</td>
          <td>
            {reasons.length === 0 ? "everything needed was read" : null}
            {reasons.slice(0, 3).map(({ reason, permission, n }, i) => (
              <span key={`${reason}/${permission}`}>
                {i > 0 && "; "}
                {formatCount(n)}: {wordsOf(reason)}
              </span>
            ))}
            {reasons.length > 3 && `, ${formatCounted(reasons.length - 3, "more reason")}`}
            {reasons.length > 0 && (
              <>
                . <Link href={list("unknown")}>Open</Link>
              </>
            )}
          </td>
        </tr>
        <tr>
          <th scope="row">
            <VerdictMark of="pass">Not public</VerdictMark>
          </th>
          <td className="num">{formatCount(counts.pass)}</td>
          <td>no way in, or a level that stops it</td>
        </tr>
      </tbody>
    </table>
  );
}

const levels = ["organization", "account", "access point", "bucket"];

/** The level the finding names as deciding: "What decides is the bucket, and it is open." */
function deciding({ because }: FindingRow): string {
  const said = /What decides is (.+?), and it is open/.exec(because ?? "")?.[1] ?? "";
  const named = levels.filter((level) => said.includes(`the ${level}`));
  return named.length === 0 ? "" : `${named.join(" and ")} decide${named.length === 1 ? "s" : ""}`;
}
