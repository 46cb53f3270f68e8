import Link from "next/link";
import { formatAge } from "@/components/format/format-age";
import { formatCount } from "@/components/format/format-count";
import { href } from "@/components/format/href";
import { Table } from "@/components/ui/table";
import { VerdictMark } from "@/components/ui/verdict-mark";
import { wordsOf } from "@/components/verdict/reason-words";
import type { GapGroup, GapRegion } from "@/lib/services/visibility/summarize-visibility";
import styles from "../visibility.module.css";
import { mendWords } from "./mend-words";

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Gaps under their reason; each leads to the resources concerned. */
export function GapTable({ gaps, at, ou }: { gaps: readonly GapGroup[]; at: Date; ou: string }) {
  return (
    <Table label="What could not be read" stacked>
      <thead>
        <tr>
          <th scope="col">Missing permission</th>
          <th scope="col" className="num">
            Resources
          </th>
          <th scope="col" className="num">
            Accounts
          </th>
          <th scope="col" className="num">
            Regions
          </th>
          <th scope="col">Since</th>
        </tr>
      </thead>
      {[...Map.groupBy(gaps, ({ reason }) => reason)].map(([reason, rows]) => (
        <tbody key={reason}>
          <tr className={styles.group}>
            <th scope="rowgroup" colSpan={5}>
              <VerdictMark of="unknown">{capital(wordsOf(reason))}</VerdictMark>
              <span className="soft">{mendWords(reason)}</span>
            </th>
          </tr>
          {rows.map(({ permission, resources, accounts, regions, since }) => (
            <tr key={permission}>
              <th scope="row">
                <Link href={href("/visibility/gap", { ou, permission, reason })} prefetch={false}>
                  {permission === "" ? "No permission would help" : <code>{permission}</code>}
                </Link>
              </th>
              <td className="num" data-label="Resources">
                {formatCount(resources)}
              </td>
              <td className="num" data-label="Accounts">
                {formatCount(accounts)}
              </td>
              <td className="num" data-label="Regions">
                {regions === 0 ? "–" : formatCount(regions)}
              </td>
              <td data-label="Since">{formatAge(since, at)} ago</td>
            </tr>
          ))}
        </tbody>
      ))}
    </Table>
  );
}

/** Resources with anything unread, by region. */
export function RegionTable({ regions }: { regions: readonly GapRegion[] }) {
  return (
    <Table label="Unread by region" tight stacked>
      <thead>
        <tr>
          <th scope="col">Region</th>
          <th scope="col" className="num">
            Resources
          </th>
          <th scope="col" className="num">
            Accounts
          </th>
        </tr>
      </thead>
      <tbody>
        {regions.map(({ region, resources, accounts }) => (
          <tr key={region}>
            <th scope="row">{region === "" ? "No region: accounts themselves" : region}</th>
            <td className="num" data-label="Resources">
              {formatCount(resources)}
            </td>
            <td className="num" data-label="Accounts">
              {formatCount(accounts)}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
