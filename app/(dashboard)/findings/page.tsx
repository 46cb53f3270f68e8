import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { pageScope, type SearchParams } from "@/app/_session/page-scope";
import { parseSearch } from "@/app/_session/parse-search";
import { FindingTable } from "@/components/finding/finding-table";
import { formatCount, formatCounted } from "@/components/format/format-count";
import { href } from "@/components/format/href";
import { Page } from "@/components/shell/page";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { SeverityMark } from "@/components/ui/severity-mark";
import { VerdictMark } from "@/components/verdict/verdict-mark";
import { controls } from "@/lib/controls/catalogue.gen";
import { findControl, slotOf } from "@/lib/controls/slots";
import { FindingFilter } from "@/lib/services/findings/finding-filter";
import { type FindingRow, listFindings } from "@/lib/services/findings/list-findings";
import { type FindingGroup, summarizeFindings } from "@/lib/services/findings/summarize-findings";
import { FindingFilters } from "./_components/finding-filters";
import { FindingPanel } from "./_components/finding-panel";
import { ListKeys } from "./_components/list-keys";
import styles from "./findings.module.css";

export const metadata: Metadata = { title: "Findings" };

const Search = FindingFilter.extend({ open: z.string().max(120).optional(), after: z.string().max(300).optional() });

const slugs = new Map(controls.map(({ id }) => [slotOf(id).number, id]));

export default async function FindingsPage({ searchParams }: { searchParams: SearchParams }) {
  const scope = await pageScope(searchParams);
  const { value, notices } = parseSearch(Search, await searchParams);
  const { open, after, ...filter } = value;
  const { actor, ou, at } = scope;
  const address = { ou: ou.awsId, ...filter, after };
  const hrefOf = (row: FindingRow) =>
    href("/findings", address, { open: `${slugs.get(row.controlId)}/${row.resourceId}` });
  const selected = open ? `${slotNumber(open.split("/")[0] ?? "")}/${open.split("/")[1]}` : undefined;
  const [summary, page] = await Promise.all([
    summarizeFindings(actor, { ouId: ou.id, filter, perControl: 5 }),
    filter.control || filter.q || after
      ? listFindings(actor, { ouId: ou.id, filter, ...(after ? { after } : {}) })
      : null,
  ]);
  const { totals } = summary;
  const title = filter.control ? (findControl(filter.control)?.title ?? filter.control) : "Findings";
  return (
    <Page scope={{ ...scope, notices: [...scope.notices, ...notices] }} bare>
      <ListKeys />
      <div className={`${styles.split} ${open ? styles.withPanel : ""}`}>
        <div className={styles.list}>
          <div className={styles.head}>
            <h1>{title}</h1>
            <span className="quiet">{ou.name}</span>
            {totals && (
              <div className={styles.counts}>
                <VerdictMark of="fail">{formatCount(totals.fail)} failing</VerdictMark>
                <VerdictMark of="unknown">{formatCount(totals.unknown)} unknown</VerdictMark>
                <VerdictMark of="waived">{formatCount(totals.waived)} waived</VerdictMark>
              </div>
            )}
          </div>
          <FindingFilters filter={filter} ou={ou.awsId} />
          {page ? (
            <>
              {page.rows.length === 0 ? (
                <EmptyState kind="none" title="No finding matches.">
                  <Link href={href("/findings", { ou: ou.awsId })}>Show all findings</Link>
                </EmptyState>
              ) : (
                <FindingTable
                  rows={page.rows}
                  at={at}
                  label={title}
                  hrefOf={hrefOf}
                  selected={selected}
                  besidePanel={Boolean(open)}
                />
              )}
              <Pagination
                next={page.next && href("/findings", address, { after: page.next, open: undefined })}
                first={after ? href("/findings", address, { after: undefined, open: undefined }) : null}
                says={formatCounted(page.rows.length, "row")}
              />
            </>
          ) : (
            <Groups groups={summary.groups} at={at} ou={ou.awsId} filter={filter} hrefOf={hrefOf} selected={selected} />
          )}
          {!page && summary.groups.length === 0 && <Nothing buckets={scope.coverage.buckets} />}
        </div>
        {open && (
          <FindingPanel actor={actor} open={open} closeHref={href("/findings", address, { open: undefined })} at={at} />
        )}
      </div>
    </Page>
  );
}

const slotNumber = (slug: string): number => (findControl(slug) ? slotOf(slug).number : 0);

function Groups({
  groups,
  at,
  ou,
  filter,
  hrefOf,
  selected,
}: {
  groups: readonly FindingGroup[];
  at: Date;
  ou: string;
  filter: FindingFilter;
  hrefOf(row: FindingRow): string;
  selected: string | undefined;
}) {
  return groups.map(({ control, counts, rows }, i) => (
    <details key={control.id} className={styles.group} open={i < 6}>
      <summary>
        <h2>{control.title}</h2>
        <SeverityMark of={control.severity} />
        <span className="quiet">Practice {control.practice.split("-")[0]}</span>
        {counts && (
          <span className={styles.counts}>
            <VerdictMark of="fail">{formatCount(counts.fail)}</VerdictMark>
            <VerdictMark of="unknown">{formatCount(counts.unknown)}</VerdictMark>
            <VerdictMark of="waived">{formatCount(counts.waived)}</VerdictMark>
          </span>
        )}
      </summary>
      <FindingTable
        rows={rows}
        at={at}
        label={control.title}
        hrefOf={hrefOf}
        selected={selected}
        severity={false}
        besidePanel={selected !== undefined}
      />
      {counts && counts.fail + counts.unknown > rows.length && (
        <Link className={styles.more} href={href("/findings", { ou }, filter, { control: control.id })}>
          All {formatCount(filter.kind ? counts[filter.kind] : counts.fail + counts.unknown)}
        </Link>
      )}
    </details>
  ));
}

function Nothing({ buckets }: { buckets: number }) {
  if (buckets === 0) {
    return (
      <EmptyState kind="unseen" title="Nothing was read here yet.">
        The first scan reads the organization's accounts one after another; findings appear as they are judged.{" "}
        <Link href="/scans">Watch the scan</Link>
      </EmptyState>
    );
  }
  return (
    <EmptyState kind="clean" title="Nothing is open here.">
      Every control that was judged under this unit passes or does not apply.
    </EmptyState>
  );
}
