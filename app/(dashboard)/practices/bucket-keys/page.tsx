import type { Metadata } from "next";
import { pageScope, type SearchParams } from "@/app/_session/page-scope";
import { formatCounted } from "@/components/format/format-count";
import { formatShare } from "@/components/format/format-share";
import { href } from "@/components/format/href";
import { Page } from "@/components/shell/page";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { shareOf } from "@/lib/engine/score";
import { wasAsked } from "@/lib/services/coverage/control-coverage";
import { keyControl, readBucketKeys } from "@/lib/services/coverage/read-bucket-keys";
import { listFindings } from "@/lib/services/findings/list-findings";
import { ControlsTable } from "../_components/controls-table";
import { FailingBuckets } from "../_components/failing-buckets";
import { NothingJudged } from "../_components/nothing-judged";
import styles from "../_components/practice.module.css";
import { ShareSounding } from "../_components/share-sounding";
import { Units, unitsTitle } from "../_components/units";
import { UnknownBecause } from "../_components/unknown-because";
import { Kinds } from "./_components/kinds";
import { readingOf, withoutKey } from "./_components/reading-of";

export const metadata: Metadata = { title: "Bucket keys" };

export default async function BucketKeysPage({ searchParams }: { searchParams: SearchParams }) {
  const scope = await pageScope(searchParams);
  const { actor, ou, at, coverage } = scope;
  const [keys, off] = await Promise.all([
    readBucketKeys(actor, ou.id),
    listFindings(actor, { ouId: ou.id, filter: { control: keyControl, kind: "fail" }, limit: 12 }),
  ]);
  const { key, kms, kinds, parts, reasons } = keys;
  if (!wasAsked(key)) {
    return (
      <Page scope={scope} reading="No bucket key has been judged here yet.">
        <NothingJudged coverage={coverage} name={ou.name} ou={ou.awsId} />
      </Page>
    );
  }
  const without = withoutKey(kinds);
  return (
    <Page
      scope={scope}
      reading={readingOf(keys)}
      says="A bucket key asks KMS once for many objects instead of once for each. What it would save is not estimated here, because request counts are not collected yet."
      actions={
        <ButtonLink
          href={href("/api/export/verdicts", { ou: ou.awsId, control: keyControl })}
          download="bucket-keys.csv"
        >
          CSV
        </ButtonLink>
      }
    >
      <div className={styles.top}>
        <ShareSounding
          coverage={key}
          ou={ou.awsId}
          caption={
            <>
              On, of {formatCounted(key.judged.judged, "bucket")} judged that {key.judged.judged === 1 ? "uses" : "use"}{" "}
              SSE-KMS. {key.judged.of > 0 && `${formatShare(shareOf(key.judged))} judged.`}
            </>
          }
          words={{
            pass: "On",
            fail: "Off",
            unknown: "Unknown: encryption not read",
            waived: "Off and waived",
            not_applicable: `Not applicable${without && `: ${without}`}`,
          }}
        />
        <Section title="By default encryption" says={`${formatCounted(coverage.buckets, "bucket")}, one scale`}>
          <Kinds kinds={kinds} />
        </Section>
      </div>
      <div className={styles.below}>
        <UnknownBecause reasons={reasons} controlId={keyControl} ou={ou.awsId} />
      </div>
      <Section
        title="Where bucket keys are off"
        says="The finding of each plans the change, and shows what it would write"
      >
        {off.rows.length > 0 ? (
          <FailingBuckets
            controlId={keyControl}
            rows={off.rows}
            fails={key.counts.fail}
            label="Buckets whose bucket key is off"
            step="Plan the change"
            why={false}
            at={at}
            ou={ou.awsId}
          />
        ) : (
          <EmptyState
            kind={key.counts.unknown + key.counts.notJudged > 0 ? "none" : "clean"}
            title={
              key.counts.unknown + key.counts.notJudged > 0
                ? "No bucket key is known to be off."
                : "No bucket key that could be on is off."
            }
          />
        )}
      </Section>
      <div className={styles.below}>
        <Section title={unitsTitle(parts)} says="On, of buckets that use SSE-KMS. Hatch: not judged">
          <Units parts={parts} path="/practices/bucket-keys" lack="off" />
        </Section>
      </div>
      <div className={styles.below}>
        <Section title="Encryption with KMS" says="What a bucket key presupposes: practice 6">
          <ControlsTable controls={[key, kms]} ou={ou.awsId} />
        </Section>
      </div>
    </Page>
  );
}
