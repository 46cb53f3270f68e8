import type { Metadata } from "next";
import Link from "next/link";
import { pageScope, type SearchParams } from "@/app/_session/page-scope";
import { href } from "@/components/format/href";
import { Page } from "@/components/shell/page";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { listExposure } from "@/lib/services/exposure/list-exposure";
import { summarizePosture } from "@/lib/services/posture/summarize-posture";
import { Exposures } from "./_components/exposures";
import { MovedBy } from "./_components/moved-by";
import { Parts, partsSay } from "./_components/parts";
import { Practices } from "./_components/practices";
import { readingOf } from "./_components/reading-of";
import { Sounding } from "./_components/sounding";
import { SoundingTrend } from "./_components/sounding-trend";
import styles from "./overview.module.css";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  const scope = await pageScope(searchParams);
  const { actor, ou, at } = scope;
  const [posture, exposure] = await Promise.all([summarizePosture(actor, ou.id), listExposure(actor, ou.id)]);
  const { now } = posture;
  if (!now) {
    return (
      <Page scope={scope} reading="Nothing has been judged here yet.">
        <EmptyState
          kind="unseen"
          title="A first scan reads every account, then judges what it read."
          action={<Link href={href("/scans", { ou: ou.awsId })}>Watch the scan</Link>}
        >
          A score appears here once half of the checks are judged. What could not be read will be listed under
          Visibility with the permission it needs.
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page scope={scope} reading={readingOf(posture, exposure)}>
      <div className={styles.top}>
        <Sounding posture={posture} now={now} ou={ou.awsId} />
        <SoundingTrend posture={posture} replay={scope.replay} />
      </div>
      {posture.parts.length > 0 && (
        <div className={styles.below}>
          <Section title="By organizational unit" says={partsSay(posture)}>
            <Parts posture={posture} />
          </Section>
        </div>
      )}
      <div className={styles.two}>
        <Section title="What moved it" says="Each bar is the score after minus the score before">
          <MovedBy posture={posture} ou={ou.awsId} />
        </Section>
        <Section title="Exposure now" says="From what was read: access is never tried">
          <Exposures exposure={exposure} at={at} ou={ou.awsId} />
        </Section>
      </div>
      <div className={styles.below}>
        <Section title="By practice" says="Score, share judged, failing, change since the first day shown">
          <Practices practices={posture.practices} ou={ou.awsId} />
        </Section>
      </div>
    </Page>
  );
}
