import Link from "next/link";
import { becauseOf } from "@/components/finding/finding-table";
import { formatAge } from "@/components/format/format-age";
import { formatCount } from "@/components/format/format-count";
import { href } from "@/components/format/href";
import { Mark } from "@/components/ui/mark";
import { Table } from "@/components/ui/table";
import type { FindingRow } from "@/lib/services/findings/list-findings";
import styles from "./failing-buckets.module.css";

/**
 * The first buckets a control fails on, with the way to the finding of each.
 * @param fails how many there are in all
 * @param step what the link to the finding is for
 * @param why whether the reason is told for each: not where it is the same for all
 */
export function FailingBuckets({
  controlId,
  rows,
  fails,
  label,
  step,
  why = true,
  at,
  ou,
}: {
  controlId: string;
  rows: readonly FindingRow[];
  fails: number;
  label: string;
  step: string;
  why?: boolean;
  at: Date;
  ou: string;
}) {
  return (
    <>
      <Table label={label} stacked fixed>
        <thead>
          <tr>
            <th scope="col" className={styles.bucketHead}>
              Bucket
            </th>
            {why && <th scope="col">Why</th>}
            <th scope="col" className={styles.accountHead}>
              Account
            </th>
            <th scope="col" className={styles.regionHead}>
              Region
            </th>
            <th scope="col" className={`num ${styles.sinceHead}`}>
              Since
            </th>
            <th scope="col" className={styles.stepHead}>
              <span className="visually-hidden">Finding</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.resourceId}>
              <th scope="row">
                <span className={styles.bucket}>
                  <Mark of={row.kind} />
                  <Link href={`/buckets/${row.resourceId}`} prefetch={false} title={row.resourceName}>
                    {row.resourceName}
                  </Link>
                </span>
              </th>
              {why && <td className={`soft ${styles.why}`}>{becauseOf(row)}</td>}
              <td className="soft" data-label="Account">
                {row.accountName}
              </td>
              <td className="soft nowrap" data-label="Region">
                {row.region ?? "unknown"}
              </td>
              <td className="num nowrap" data-label="Since">
                {formatAge(row.since, at)}
              </td>
              <td className={styles.step}>
                <Link href={href(`/findings/${controlId}/${row.resourceId}`, { ou })} prefetch={false}>
                  {step}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {fails > rows.length && (
        <Link className={styles.more} href={href("/findings", { ou, control: controlId, kind: "fail" })}>
          All {formatCount(fails)}
        </Link>
      )}
    </>
  );
}
