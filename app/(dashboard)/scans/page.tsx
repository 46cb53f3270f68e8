import type { Metadata } from "next";
import { z } from "zod";
import { pageScope, type SearchParams } from "@/app/_session/page-scope";
import { parseSearch } from "@/app/_session/parse-search";
import { formatAge } from "@/components/format/format-age";
import { href } from "@/components/format/href";
import { Page } from "@/components/shell/page";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { Section } from "@/components/ui/section";
import { mayIn } from "@/lib/services/access/authorize";
import { whyNotYet } from "@/lib/services/replay/arriving";
import { listScans, type ScanPage } from "@/lib/services/scans/list-scans";
import { mayCancel } from "@/lib/services/scans/may-cancel";
import { isOver } from "@/lib/services/scans/view-scan";
import { listSchedules } from "@/lib/services/schedules/list-schedules";
import { RunningScans } from "./_components/running-scans";
import { ScanTable } from "./_components/scan-table";
import { scanSentence } from "./_components/scan-words";
import { Schedules } from "./_components/schedules";
import { type ScanChoice, StartScan } from "./_components/start-scan";
import styles from "./scans.module.css";

export const metadata: Metadata = { title: "Scans" };

const Search = z.object({ before: z.coerce.number().int().positive().max(2_147_483_647).optional() });

export default async function ScansPage({ searchParams }: { searchParams: SearchParams }) {
  const scope = await pageScope(searchParams);
  const { value, notices } = parseSearch(Search, await searchParams);
  const { actor, ou, ous, at } = scope;
  const root = ous.find(({ parentId }) => parentId === null);
  const [page, schedules, may, mayAll, notYet] = await Promise.all([
    listScans(actor, { ouId: ou.id, ...(value.before ? { before: value.before } : {}) }),
    listSchedules(actor),
    mayIn(actor, "administer", ou.id),
    root ? mayIn(actor, "administer", root.id) : false,
    whyNotYet(),
  ]);
  const running = await Promise.all(
    page.running.map(async (scan) => ({ scan, mayCancel: notYet === null && (await mayCancel(actor, scan.id)) })),
  );
  const whole = ou.parentId === null;
  const choices: ScanChoice[] = [
    ...(whole ? [] : [{ label: `Scan ${ou.name}`, ou: ou.awsId }]),
    ...(mayAll ? [{ label: whole ? "Start a scan" : "Scan the whole organization", ou: null }] : []),
  ];
  return (
    <Page
      scope={{ ...scope, notices: [...scope.notices, ...notices] }}
      reading={value.before ? `Scans before scan ${value.before}` : readingOf(page, at)}
      says={value.before ? undefined : saysOf(page, whole ? null : ou.name)}
      actions={
        <StartScan choices={choices} refused={may ? notYet : `Only an administrator of ${ou.name} starts scans.`} />
      }
    >
      <RunningScans running={running} ou={ou.awsId} />
      <Schedules schedules={schedules} mayChange={mayAll} />
      <div className={styles.below}>
        <Section title="All scans" says={whole ? "Newest first" : `Newest first; figures are of ${ou.name} alone`}>
          {page.scans.length === 0 ? (
            <EmptyState kind="unseen" title="Nothing was asked of AWS yet.">
              A scan lists every account's buckets and access points, reads how they are configured, and judges it.
            </EmptyState>
          ) : (
            <ScanTable scans={page.scans} at={at} ou={ou.awsId} />
          )}
          <Pagination
            next={page.next === null ? null : href("/scans", { ou: ou.awsId, before: page.next })}
            first={value.before ? href("/scans", { ou: ou.awsId }) : null}
          />
        </Section>
      </div>
    </Page>
  );
}

function readingOf({ scans, running }: ScanPage, at: Date): string {
  const [newest] = running;
  if (newest) return running.length === 1 ? `Scan ${newest.id} is under way` : `${running.length} scans are under way`;
  const last = scans.find(isOver);
  if (!last) return "No scan has run yet";
  const ended = `${formatAge(new Date(last.finishedAt ?? last.plannedAt), at)} ago`;
  const how = {
    complete: "saw everything",
    partial: "did not see everything",
    failed: "failed",
    cancelled: "was cancelled",
  };
  return `Scan ${last.id} ended ${ended} and ${how[last.state as keyof typeof how]}`;
}

function saysOf({ scans, running }: ScanPage, unit: string | null): string | undefined {
  const last = scans.find(isOver);
  if (running.length > 0 || !last) return undefined;
  return unit === null ? scanSentence(last) : `In ${unit}: ${scanSentence(last)}`;
}
