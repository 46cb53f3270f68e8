import type { Metadata } from "next";
import { pageScope, type SearchParams } from "@/app/_session/page-scope";
import { formatCount, formatCounted } from "@/components/format/format-count";
import { formatShare } from "@/components/format/format-share";
import { href } from "@/components/format/href";
import { Page } from "@/components/shell/page";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { shareOf } from "@/lib/engine/score";
import { wasAsked } from "@/lib/services/coverage/control-coverage";
import { loggingControl, readLogging } from "@/lib/services/coverage/read-logging";
import { listFindings } from "@/lib/services/findings/list-findings";
import { FailingBuckets } from "../_components/failing-buckets";
import { NothingJudged } from "../_components/nothing-judged";
import styles from "../_components/practice.module.css";
import { ShareSounding } from "../_components/share-sounding";
import { Units, unitsTitle } from "../_components/units";
import { UnknownBecause } from "../_components/unknown-because";
import { Gaps } from "./_components/gaps";
import { goSay, readingOf } from "./_components/reading-of";
import { Targets } from "./_components/targets";

export const metadata: Metadata = { title: "Logging" };

export default async function LoggingPage({ searchParams }: { searchParams: SearchParams }) {
  const scope = await pageScope(searchParams);
  const { actor, ou, at, coverage } = scope;
  const [read, off] = await Promise.all([
    readLogging(actor, ou.id),
    listFindings(actor, { ouId: ou.id, filter: { control: loggingControl, kind: "fail" }, limit: 12 }),
  ]);
  const { logging, targets, parts, gaps, reasons } = read;
  if (!wasAsked(logging)) {
    return (
      <Page scope={scope} reading="No bucket has been judged here yet.">
        <NothingJudged coverage={coverage} name={ou.name} ou={ou.awsId} />
      </Page>
    );
  }
  const { counts, judged } = logging;
  const dark = counts.unknown + counts.notJudged > 0;
  return (
    <Page
      scope={scope}
      reading={readingOf(read)}
      says={goSay(targets)}
      actions={
        <ButtonLink
          href={href("/api/export/verdicts", { ou: ou.awsId, control: loggingControl })}
          download="logging.csv"
        >
          CSV
        </ButtonLink>
      }
    >
      <div className={styles.top}>
        <ShareSounding
          coverage={logging}
          ou={ou.awsId}
          caption={
            <>
              Logged, of {formatCounted(judged.judged, "bucket")} judged. {formatShare(shareOf(judged))} judged.
            </>
          }
          words={{
            pass: "Logged",
            fail: "Not logged",
            unknown: "Unknown: logging not read",
            waived: "Not logged and waived",
            not_applicable: "Not applicable: receives logs itself",
          }}
        />
        <Section title={unitsTitle(parts)} says="Logged, of buckets asked to log. Hatch: not judged">
          <Units parts={parts} path="/practices/logging" lack="not logged" />
        </Section>
      </div>
      <div className={styles.below}>
        <UnknownBecause reasons={reasons} controlId={loggingControl} ou={ou.awsId} />
      </div>
      <Section
        title="Where the logs go"
        says={`${formatCount(targets.total)} log targets, those with most buckets first`}
      >
        {targets.total > 0 ? (
          <Targets targets={targets} />
        ) : (
          <EmptyState kind="none" title="No bucket that was read delivers a log anywhere." />
        )}
      </Section>
      <div className={styles.below}>
        <Section title="Where logs are missing" says="Accounts with most buckets that do not log">
          {gaps.total > 0 ? (
            <Gaps accounts={gaps.accounts} total={gaps.total} />
          ) : (
            <EmptyState kind="clean" title="Every bucket that is asked to log does, and none is unknown." />
          )}
        </Section>
      </div>
      <div className={styles.below}>
        <Section title="Buckets that do not log" says="The newest first">
          {off.rows.length > 0 ? (
            <FailingBuckets
              controlId={loggingControl}
              rows={off.rows}
              fails={counts.fail}
              label="Buckets that do not log"
              step="Finding"
              at={at}
              ou={ou.awsId}
            />
          ) : (
            <EmptyState
              kind={dark ? "none" : "clean"}
              title={dark ? "No bucket is known not to log." : "Every bucket that is asked to log does."}
            />
          )}
        </Section>
      </div>
    </Page>
  );
}
