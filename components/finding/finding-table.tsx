import Link from "next/link";
import { formatAge } from "@/components/format/format-age";
import { Mark } from "@/components/ui/mark";
import { SeverityMark } from "@/components/ui/severity-mark";
import { Table } from "@/components/ui/table";
import { wordsOf } from "@/components/verdict/reason-words";
import type { FindingRow } from "@/lib/services/findings/list-findings";
import styles from "./finding-table.module.css";

/** Why a row is in the list, in one sentence. */
export function becauseOf(row: FindingRow): string {
  if (row.kind !== "unknown") return row.because ?? "";
  const missing = `${wordsOf(row.reason)}${row.permission ? ` (${row.permission})` : ""}`;
  const now = `${missing.charAt(0).toUpperCase()}${missing.slice(1)}.`;
  return row.because === null ? now : `${now} When it was read last it failed: ${row.because}`;
}

/**
 * Findings as rows.
 * @param hrefOf where a row leads
 * @param selected the row whose panel is open
 * @param severity whether rows say it: not where a group's head does
 * @param besidePanel leaves out what the open panel says
 */
export function FindingTable({
  rows,
  at,
  label,
  hrefOf,
  selected,
  severity = true,
  besidePanel = false,
}: {
  rows: readonly FindingRow[];
  at: Date;
  label: string;
  hrefOf(row: FindingRow): string;
  selected?: string | undefined;
  severity?: boolean;
  besidePanel?: boolean;
}) {
  const showsSeverity = severity && !besidePanel;
  return (
    <Table label={label} stacked fixed>
      <thead>
        <tr>
          <th scope="col" className={styles.markHead}>
            <span className="visually-hidden">Verdict</span>
          </th>
          <th scope="col" className={besidePanel ? styles.nameHeadBeside : styles.nameHead}>
            Resource
          </th>
          <th scope="col">Why</th>
          {showsSeverity && (
            <th scope="col" className={styles.severityHead}>
              Severity
            </th>
          )}
          {!besidePanel && (
            <th scope="col" className={styles.accountHead}>
              Account
            </th>
          )}
          <th scope="col" className={`num ${styles.sinceHead}`}>
            Since
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const key = `${row.controlId}/${row.resourceId}`;
          return (
            <tr key={key} className={styles.row} aria-current={selected === key ? "true" : undefined}>
              <td className={styles.mark}>
                <Mark of={row.kind} />
              </td>
              <th scope="row">
                <Link className={styles.name} href={hrefOf(row)} scroll={false} data-finding={key}>
                  {row.resourceName}
                </Link>
              </th>
              <td className={styles.because}>{becauseOf(row)}</td>
              {showsSeverity && (
                <td>
                  <SeverityMark of={row.severity} />
                </td>
              )}
              {!besidePanel && (
                <td className={styles.account} data-label="Account">
                  {row.accountName}
                </td>
              )}
              <td className="num nowrap" data-label="Since">
                {formatAge(row.since, at)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
