import Link from "next/link";
import { formatCount, formatCounted } from "@/components/format/format-count";
import { Table } from "@/components/ui/table";
import { VerdictMark } from "@/components/verdict/verdict-mark";
import type { LogTarget, LogTargets } from "@/lib/services/coverage/read-logging";
import styles from "./targets.module.css";

/** The buckets logs are delivered to, those with most sources first. */
export function Targets({ targets: { targets, total } }: { targets: LogTargets }) {
  const most = Math.max(1, ...targets.map(({ sources }) => sources));
  return (
    <>
      <Table label="Log targets" stacked fixed>
        <thead>
          <tr>
            <th scope="col" className={styles.nameHead}>
              Receives the logs
            </th>
            <th scope="col" className={`num ${styles.countHead}`}>
              Of buckets
            </th>
            <th scope="col" className={styles.barHead}>
              <span className="visually-hidden">Drawn</span>
            </th>
            <th scope="col">Account</th>
            <th scope="col" className={styles.regionHead}>
              Region
            </th>
          </tr>
        </thead>
        <tbody>
          {targets.map((target) => (
            <tr key={target.name}>
              <th scope="row">
                {target.resourceId === null ? (
                  <span className={styles.name}>{target.name}</span>
                ) : (
                  <Link className={styles.name} href={`/buckets/${target.resourceId}`} prefetch={false}>
                    {target.name}
                  </Link>
                )}
              </th>
              <td className="num strong" data-label="Logs of">
                {formatCount(target.sources)}
              </td>
              <td className={styles.bar} aria-hidden="true">
                <i
                  className={target.place === "outside_inventory" ? "hatch" : styles.solid}
                  style={{ width: `${(100 * target.sources) / most}%` }}
                />
              </td>
              <td>
                <Place target={target} />
                {target.itself && <span className={styles.loop}> also logs to itself</span>}
              </td>
              <td className="soft nowrap" data-label="Region">
                {target.region ?? "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {total > targets.length && (
        <p className={`quiet small ${styles.rest}`}>
          {formatCounted(total - targets.length, "more target")} with fewer buckets, not listed here.
        </p>
      )}
    </>
  );
}

function Place({ target: { place, accountName, sourceAccounts } }: { target: LogTarget }) {
  if (place === "outside_inventory") return <VerdictMark of="unknown">Outside the inventory</VerdictMark>;
  const from = sourceAccounts > 1 ? `, from ${formatCounted(sourceAccounts, "account")}` : "";
  return (
    <span className="soft">
      {place === "elsewhere" ? "In an account outside this unit" : accountName}
      {from}
    </span>
  );
}
