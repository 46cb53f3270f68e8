import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { pageScope, type SearchParams } from "@/app/_session/page-scope";
import { parseSearch } from "@/app/_session/parse-search";
import { formatAge } from "@/components/format/format-age";
import { formatCount, formatCounted } from "@/components/format/format-count";
import { href } from "@/components/format/href";
import { Page } from "@/components/shell/page";
import { EmptyState } from "@/components/ui/empty-state";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { summarizeVisibility, type Visibility } from "@/lib/services/visibility/summarize-visibility";
import { DarkAccounts } from "./_components/dark-accounts";
import { GapTable, RegionTable } from "./_components/gap-table";
import { isChosen } from "./_components/mend-words";
import styles from "./visibility.module.css";

export const metadata: Metadata = { title: "Visibility" };

const Search = z.object({ after: z.coerce.number().int().nonnegative().max(2_147_483_647).optional() });

export default async function VisibilityPage({ searchParams }: { searchParams: SearchParams }) {
  const scope = await pageScope(searchParams);
  const { value, notices } = parseSearch(Search, await searchParams);
  const { actor, ou, at, coverage } = scope;
  const seen = await summarizeVisibility(actor, { ouId: ou.id, ...(value.after ? { after: value.after } : {}) });
  const { sight, gaps, regions } = seen;
  const open = gaps.filter(({ reason }) => !isChosen(reason));
  const chosen = gaps.filter(({ reason }) => isChosen(reason));
  const dark = sight.unreachable + sight.notCollected;
  const shown = { ...scope, notices: [...scope.notices, ...notices] };
  if (coverage.newestFact === null) {
    return (
      <Page scope={shown} reading={`Nothing in ${ou.name} was read yet`}>
        <EmptyState
          kind="unseen"
          title="A first scan reads every account it can reach."
          action={<Link href={href("/scans", { ou: ou.awsId })}>Watch the scan</Link>}
        >
          What it cannot reach is listed here, with what has to be granted.
        </EmptyState>
        {dark > 0 && <DarkAccounts seen={seen} at={at} ou={ou.awsId} paged={value.after !== undefined} />}
      </Page>
    );
  }
  const clean = dark === 0 && open.length === 0 && sight.notSeen === 0;
  return (
    <Page
      scope={shown}
      reading={readingOf(seen, coverage, ou.name)}
      says={
        clean
          ? undefined
          : "What was not seen counts as unknown, never as passing. Findings in the dark stay open as they were read last."
      }
    >
      {clean && (
        <EmptyState kind="clean" title={`Nothing in ${ou.name} is out of sight.`}>
          {`${formatCounted(coverage.accounts, "account")} answered, ${formatCounted(coverage.buckets, "bucket")} were read in full, ${formatCounted(coverage.judged, "check")} judged.`}
        </EmptyState>
      )}
      {dark > 0 && <DarkAccounts seen={seen} at={at} ou={ou.awsId} paged={value.after !== undefined} />}
      {open.length > 0 && (
        <div className={styles.part}>
          <Section
            title="What could not be read"
            says="By reason and by the permission that is missing. A resource counts in each"
          >
            <GapTable gaps={open} at={at} ou={ou.awsId} />
          </Section>
        </div>
      )}
      {chosen.length > 0 && (
        <div className={styles.part}>
          <Section title="Not shown by choice" says="Nothing of this is to be mended">
            <GapTable gaps={chosen} at={at} ou={ou.awsId} />
          </Section>
        </div>
      )}
      <div className={`${styles.part} ${styles.two}`}>
        <Section title="How fresh" says="When accounts were last read to the end">
          <Facts
            facts={[
              { name: "Newest facts", value: <Time at={coverage.newestFact} /> },
              { name: "Oldest facts", value: coverage.oldestFact ? <Time at={coverage.oldestFact} /> : "none" },
              {
                name: "Not seen since",
                value:
                  sight.notSeen === 0
                    ? "No resource was missing from a listing that broke off."
                    : `${formatCounted(sight.notSeen, "resource")}, the first ${sight.notSeenSince ? `${formatAge(sight.notSeenSince, at)} ago` : "of them just now"}. They stay as last read: only a complete listing retires.`,
              },
            ]}
          />
        </Section>
        {regions.length > 0 && (
          <Section title="By region" says="Resources with anything unread, each counted once">
            <RegionTable regions={regions} />
          </Section>
        )}
      </div>
    </Page>
  );
}

function readingOf(
  { sight }: Visibility,
  { accounts, buckets, bucketsInFull }: { accounts: number; buckets: number; bucketsInFull: number },
  name: string,
): string {
  const dark = sight.unreachable + sight.notCollected;
  const partly = buckets - bucketsInFull;
  if (dark === 0 && partly === 0) return `Every account and every bucket in ${name} was seen`;
  const parts = [
    ...(dark > 0 ? [`${formatCount(dark)} of ${formatCounted(accounts, "account")}`] : []),
    ...(partly > 0 ? [`part of ${formatCounted(partly, "bucket")}`] : []),
  ];
  return `In ${name} we cannot see ${parts.join(", and ")}`;
}
