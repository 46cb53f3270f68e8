import { formatCount } from "@/components/format/format-count";
import { formatDuration } from "@/components/format/format-duration";
import { Table } from "@/components/ui/table";
import { VerdictMark } from "@/components/ui/verdict-mark";
import type { ScannedAccount } from "@/lib/services/scans/read-scan";
import styles from "../../scans.module.css";

/** What became of each account. @param over the scan has ended: what is still planned was not asked */
export function ScanAccounts({ accounts, over }: { accounts: readonly ScannedAccount[]; over: boolean }) {
  return (
    <Table label="Accounts of the scan" stacked>
      <thead>
        <tr>
          <th scope="col">Account</th>
          <th scope="col">State</th>
          {["Resources", "Asked", "Answered", "Denied", "Throttled", "Other", "Calls", "Took"].map((title) => (
            <th key={title} scope="col" className="num">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.accountId}>
            <th scope="row">
              {account.name} <span className="mono small quiet">{account.awsId}</span>
              {account.reason && (
                <p className={styles.why}>
                  {account.reason}
                  {account.permission && (
                    <>
                      {" "}
                      Missing: <code>{account.permission}</code>.
                    </>
                  )}
                </p>
              )}
            </th>
            <td>
              <AccountState account={account} over={over} />
            </td>
            <td className="num" data-label="Resources read">
              {formatCount(account.collected)} of {formatCount(account.resources)}
            </td>
            <Num label="Asked" n={account.asked} />
            <Num label="Answered" n={account.answered} />
            <Num label="Denied" n={account.denied} />
            <Num label="Throttled" n={account.throttled} />
            <Num label="Other" n={account.otherUnknown} />
            <Num label="Calls" n={account.calls} />
            <td className="num" data-label="Took">
              {account.startedAt && account.finishedAt
                ? formatDuration(account.finishedAt.getTime() - account.startedAt.getTime())
                : "–"}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** A figure; none is quiet, so that the others stand out. */
export const Num = ({ label, n }: { label: string; n: number }) => (
  <td className={n === 0 ? "num quiet" : "num"} data-label={label}>
    {formatCount(n)}
  </td>
);

function AccountState({ account, over }: { account: ScannedAccount; over: boolean }) {
  const { state, asked, answered, finishedAt } = account;
  if (state === "unreachable") return <VerdictMark of="unknown">Not reached</VerdictMark>;
  if (state === "failed") return <VerdictMark of="fail">Failed</VerdictMark>;
  if (state === "skipped") return <VerdictMark of="not_applicable">Skipped</VerdictMark>;
  if (state === "planned") return over ? <VerdictMark of="not_applicable">Not asked</VerdictMark> : <>Planned</>;
  if (state === "collecting") {
    return over ? <VerdictMark of="unknown">Broken off</VerdictMark> : <b>Collecting</b>;
  }
  if (finishedAt === null) return over ? <VerdictMark of="unknown">Not judged</VerdictMark> : <b>Collected</b>;
  if (answered < asked) return <VerdictMark of="unknown">Read in part</VerdictMark>;
  return <VerdictMark of="pass">Read in full</VerdictMark>;
}
