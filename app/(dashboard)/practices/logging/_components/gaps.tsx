import Link from "next/link";
import { formatCount, formatCounted } from "@/components/format/format-count";
import { href } from "@/components/format/href";
import { Table } from "@/components/ui/table";
import type { CountedAccount } from "@/lib/services/coverage/read-logging";
import styles from "./gaps.module.css";

/** The accounts with most buckets that do not log, wherever under the unit they are. */
export function Gaps({ accounts, total }: { accounts: readonly CountedAccount[]; total: number }) {
  return (
    <>
      <Table label="Accounts with buckets that do not log" stacked>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Unit</th>
            <th scope="col" className="num">
              Not logged
            </th>
            <th scope="col" className="num">
              Unknown
            </th>
            <th scope="col" className="num">
              Logged
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.awsId}>
              <th scope="row">
                <Link className={styles.name} href={href("/buckets", { account: account.awsId })} prefetch={false}>
                  {account.name}
                </Link>
              </th>
              <td>
                <Link
                  className={styles.unit}
                  href={href("/practices/logging", { ou: account.ouAwsId })}
                  prefetch={false}
                >
                  {account.ouPath.split("/").at(-1) || account.ouPath}
                </Link>
              </td>
              <td className={`num strong ${account.fail > 0 ? styles.fails : ""}`} data-label="Not logged">
                {formatCount(account.fail)}
              </td>
              <td className="num" data-label="Unknown">
                {formatCount(account.unknown)}
              </td>
              <td className="num" data-label="Logged">
                {formatCount(account.pass)}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {total > accounts.length && (
        <p className={`quiet small ${styles.rest}`}>
          {formatCounted(total - accounts.length, "more account")} with fewer, not listed here.
        </p>
      )}
    </>
  );
}
