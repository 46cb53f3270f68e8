import type { Metadata } from "next";
import Link from "next/link";
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
import { blockControl, readBlockPublicAccess } from "@/lib/services/coverage/read-block-public-access";
import { readPolicyAgreement } from "@/lib/services/coverage/read-policy-answers";
import { exposureControl } from "@/lib/services/exposure/list-exposure";
import { listFindings } from "@/lib/services/findings/list-findings";
import { ControlsTable } from "../_components/controls-table";
import { FailingBuckets } from "../_components/failing-buckets";
import { NothingJudged } from "../_components/nothing-judged";
import styles from "../_components/practice.module.css";
import { ShareSounding } from "../_components/share-sounding";
import { Units, unitsTitle } from "../_components/units";
import { UnknownBecause } from "../_components/unknown-because";
import { Agreement } from "./_components/agreement";
import { Deciding } from "./_components/deciding";
import { LevelTable } from "./_components/level-table";
import { policyWould, readingOf } from "./_components/reading-of";
import { SettingTable } from "./_components/setting-table";

export const metadata: Metadata = { title: "Block Public Access" };

const organizationControl = "organization-s3-policy-block-public-access";

export default async function BlockPublicAccessPage({ searchParams }: { searchParams: SearchParams }) {
  const scope = await pageScope(searchParams);
  const { actor, ou, at, coverage } = scope;
  const [read, agreement, open] = await Promise.all([
    readBlockPublicAccess(actor, ou.id),
    readPolicyAgreement(actor, ou.id),
    listFindings(actor, { ouId: ou.id, filter: { control: exposureControl, kind: "fail" }, limit: 12 }),
  ]);
  const { block, exposure, controls, parts, reasons, levels, deciding } = read;
  if (!wasAsked(block)) {
    return (
      <Page scope={scope} reading="No bucket has been judged here yet.">
        <NothingJudged coverage={coverage} name={ou.name} ou={ou.awsId} />
      </Page>
    );
  }
  const csv = (control: string) => href("/api/export/verdicts", { ou: ou.awsId, control });
  const dark = exposure.counts.unknown + exposure.counts.notJudged > 0;
  return (
    <Page
      scope={scope}
      reading={readingOf(read)}
      says="A bucket is closed where all four settings are in force for it, whichever level sets them. One that is open is not yet public: nothing keeps the next policy from making it so."
      actions={
        <ButtonLink href={csv(blockControl)} download="block-public-access.csv">
          CSV
        </ButtonLink>
      }
    >
      <div className={styles.top}>
        <ShareSounding
          coverage={block}
          ou={ou.awsId}
          caption={
            <>
              Closed, of {formatCounted(block.judged.judged, "bucket")} judged.{" "}
              {block.judged.of > 0 && `${formatShare(shareOf(block.judged))} judged.`}
            </>
          }
          words={{
            pass: "Closed",
            fail: "Open: a setting is off at every level",
            unknown: "Unknown: a level was not read",
            waived: "Open and waived",
            not_applicable: "Not applicable",
          }}
        />
        <Section
          title="Which level decides"
          says={`${formatCounted(coverage.buckets, "bucket")}, each at the outermost level that closes it`}
        >
          <Deciding deciding={deciding} />
        </Section>
      </div>
      <div className={styles.below}>
        <UnknownBecause reasons={reasons} controlId={blockControl} ou={ou.awsId} />
      </div>
      <Section
        title="Buckets that are public"
        says="Effectively, whatever lets them in. The newest first"
        aside={
          open.rows.length > 0 && (
            <a href={csv(exposureControl)} download="public-buckets.csv">
              CSV of all verdicts
            </a>
          )
        }
      >
        {open.rows.length > 0 ? (
          <FailingBuckets
            controlId={exposureControl}
            rows={open.rows}
            fails={exposure.counts.fail}
            label="Buckets that are public"
            step="Finding"
            at={at}
            ou={ou.awsId}
          />
        ) : (
          <EmptyState
            kind={dark ? "none" : "clean"}
            title={dark ? "No bucket is known to be public." : "No bucket is public."}
          />
        )}
      </Section>
      <div className={styles.two}>
        <Section title="By level" says="What each level says by itself">
          <LevelTable levels={levels} regionsUnlisted={read.regionsUnlisted} />
        </Section>
        <Section title="By setting" says="On, of those read">
          <SettingTable levels={levels} />
        </Section>
      </div>
      <div className={styles.two}>
        <Section title={unitsTitle(parts)} says="Closed, of buckets. Hatch: not judged">
          <Units parts={parts} path="/practices/block-public-access" lack="open" />
        </Section>
        <Section
          title="What one policy would close"
          says="An S3 policy of the organization that says all"
          aside={
            <Link href={href("/findings", { ou: ou.awsId, control: organizationControl })} prefetch={false}>
              Findings
            </Link>
          }
        >
          {policyWould(read.organizationPolicy, exposure.counts.waived).map((sentence) => (
            <p key={sentence} className={styles.sentence}>
              {sentence}
            </p>
          ))}
        </Section>
      </div>
      <div className={styles.below}>
        <Section title="AWS's answer and its rules" says="Whether a policy is public: AWS's own answer counts">
          <Agreement of={agreement} />
        </Section>
      </div>
      <div className={styles.below}>
        <Section title="Controls" says="Every way in, and every level that can close it">
          <ControlsTable controls={controls} ou={ou.awsId} />
        </Section>
      </div>
    </Page>
  );
}
