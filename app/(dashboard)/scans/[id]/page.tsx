import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { orNotFound } from "@/app/_session/or-not-found";
import { pageScope, type SearchParams } from "@/app/_session/page-scope";
import { parseSearch } from "@/app/_session/parse-search";
import { formatCount, formatCounted } from "@/components/format/format-count";
import { formatDuration } from "@/components/format/format-duration";
import { href } from "@/components/format/href";
import { Page } from "@/components/shell/page";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { Section } from "@/components/ui/section";
import { Tabs } from "@/components/ui/tabs";
import { Time } from "@/components/ui/time";
import { mayCancel } from "@/lib/services/scans/may-cancel";
import { listScanAccounts, readScan, readScanTallies } from "@/lib/services/scans/read-scan";
import { isOver, type ScanView } from "@/lib/services/scans/view-scan";
import { RunningScans } from "../_components/running-scans";
import { askedBy, scanSentence, scopeWords, stateWords, tookMs } from "../_components/scan-words";
import styles from "../scans.module.css";
import { ScanAccounts } from "./_components/scan-accounts";
import { ScanFacts, ScanRegions } from "./_components/scan-tallies";

export const metadata: Metadata = { title: "Scan" };

const Search = z.object({
  show: z.enum(["unread", "all"]).optional(),
  after: z.coerce.number().int().nonnegative().max(2_147_483_647).optional(),
});

export default async function ScanPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const scanId = Number((await params).id);
  const scope = await pageScope(searchParams);
  const { value, notices } = parseSearch(Search, await searchParams);
  const { actor, ou } = scope;
  const input = { scanId, ouId: ou.id };
  const scan = await orNotFound(readScan(actor, input));
  const show = value.show ?? (scan.accountsUnread > 0 ? "unread" : "all");
  const [{ accounts, next }, { facts, regions }, may] = await Promise.all([
    listScanAccounts(actor, { ...input, unread: show === "unread", ...(value.after ? { after: value.after } : {}) }),
    readScanTallies(actor, input),
    mayCancel(actor, scanId),
  ]);
  const over = isOver(scan);
  const address = { ou: ou.awsId, show };
  const self = `/scans/${scan.id}`;
  return (
    <Page
      scope={{ ...scope, notices: [...scope.notices, ...notices] }}
      reading={over ? scanSentence(scan) : `Scan ${scan.id} is under way`}
      says={<Who scan={scan} ou={ou.awsId} unit={ou.parentId === null ? null : ou.name} />}
    >
      <RunningScans running={over ? [] : [{ scan, mayCancel: may }]} ou={ou.awsId} />
      <Section
        title="Accounts"
        says={
          over
            ? "Planned, asked, and how AWS answered"
            : "As the page was drawn: it is drawn anew when the scan moves on"
        }
      >
        <Tabs
          label="Which accounts"
          tabs={[
            {
              title: "Not read in full",
              count: formatCount(scan.accountsUnread),
              href: href(self, { ou: ou.awsId, show: "unread" }),
              current: show === "unread",
            },
            {
              title: "All",
              count: formatCount(scan.accounts),
              href: href(self, { ou: ou.awsId, show: "all" }),
              current: show === "all",
            },
          ]}
        />
        {accounts.length === 0 ? <Nothing scan={scan} /> : <ScanAccounts accounts={accounts} over={over} />}
        <Pagination
          next={next === null ? null : href(self, address, { after: next })}
          first={value.after ? href(self, address) : null}
        />
      </Section>
      {facts.length > 0 && (
        <>
          <div className={styles.below}>
            <Section title="By fact" says="Not configured is an answer; denied, throttled and other are not">
              <ScanFacts facts={facts} />
            </Section>
          </div>
          <div className={styles.below}>
            <Section
              title="By region"
              says={formatCounted(regions.filter(({ region }) => region !== "").length, "region")}
            >
              <ScanRegions regions={regions} />
            </Section>
          </div>
        </>
      )}
    </Page>
  );
}

function Who({ scan, ou, unit }: { scan: ScanView; ou: string; unit: string | null }) {
  const took = tookMs(scan);
  return (
    <>
      <Link href={href("/scans", { ou })}>Scan {scan.id}</Link> of {scopeWords(scan)}:{" "}
      {stateWords[scan.state].toLowerCase()}. Asked by {inSentence(askedBy(scan))}, <Time at={scan.plannedAt} />
      {isOver(scan) && took !== null && `, took ${formatDuration(took)}`}
      {`, ${formatCounted(scan.calls, "call")} to AWS.`}
      {unit !== null && ` Figures are of ${unit} alone.`}
    </>
  );
}

/** Words of ours in the middle of a sentence; names stay as they are. */
const inSentence = (words: string): string => words.replace(/^(The|Somebody)\b/, (first) => first.toLowerCase());

function Nothing({ scan }: { scan: ScanView }) {
  if (scan.accounts > 0) {
    return (
      <EmptyState kind="clean" title="Every account was read in full.">
        {`All ${formatCounted(scan.asked, "question")} about ${formatCounted(scan.resources, "resource")} were answered.`}
      </EmptyState>
    );
  }
  const waiting = !isOver(scan);
  return (
    <EmptyState
      kind="none"
      title={waiting ? "The accounts are not known yet." : "No account of this unit was part of it."}
    >
      {waiting && "They are planned once the organization's tree was read."}
    </EmptyState>
  );
}
