import { formatAge } from "@/components/format/format-age";
import { formatCounted } from "@/components/format/format-count";
import { href } from "@/components/format/href";
import { Pagination } from "@/components/ui/pagination";
import { Section } from "@/components/ui/section";
import { Table } from "@/components/ui/table";
import { VerdictMark } from "@/components/ui/verdict-mark";
import type { Visibility } from "@/lib/services/visibility/summarize-visibility";
import styles from "../visibility.module.css";
import { mendAccount } from "./mend-words";

/** Accounts out of sight: why, since when, and what to do. @param paged not the first page of them */
export function DarkAccounts({ seen, at, ou, paged }: { seen: Visibility; at: Date; ou: string; paged: boolean }) {
  const { sight, accounts, next } = seen;
  return (
    <Section
      title="Accounts out of sight"
      says={`${formatCounted(sight.unreachable, "account")} not reached, ${formatCounted(sight.notCollected, "account")} not read yet`}
    >
      <Table label="Accounts out of sight" stacked>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">State</th>
            <th scope="col">Why</th>
            <th scope="col">Since</th>
            <th scope="col">Last read</th>
            <th scope="col">What to do</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.id}>
              <th scope="row">
                {account.name} <span className="mono small quiet">{account.awsId}</span>
              </th>
              <td>
                <VerdictMark of="unknown">{account.unreachable === null ? "Not read yet" : "Not reached"}</VerdictMark>
              </td>
              <td className={styles.words} data-label="Why">
                {account.unreachable ?? "No scan has asked it to the end."}
              </td>
              <td data-label="Since">{account.since ? formatAge(account.since, at) : "–"}</td>
              <td data-label="Last read">
                {account.collectedAt ? `${formatAge(account.collectedAt, at)} ago` : "never"}
              </td>
              <td className={styles.words} data-label="What to do">
                {mendAccount(account)}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Pagination
        next={next === null ? null : href("/visibility", { ou, after: next })}
        first={paged ? href("/visibility", { ou }) : null}
      />
    </Section>
  );
}
