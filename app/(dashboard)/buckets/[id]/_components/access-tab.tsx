import Link from "next/link";
import { Breakwater, sayWays } from "@/components/bucket/breakwater";
import { SmallBreakwater } from "@/components/bucket/small-breakwater";
import { valueWords } from "@/components/fact/value-words";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { SeverityMark } from "@/components/ui/severity-mark";
import { VerdictMark } from "@/components/verdict/verdict-mark";
import type { Fact } from "@/lib/model/fact";
import type { Actor } from "@/lib/services/access/actor";
import type { ResourceView } from "@/lib/services/buckets/read-bucket";
import { findingOf } from "@/lib/services/findings/read-finding";
import type { ReplayView } from "@/lib/services/replay/read-replay";
import { FixFinding } from "../../../findings/_components/fix-finding";
import styles from "../../buckets.module.css";
import { BucketPolicy } from "./bucket-policy";
import { Timeline } from "./timeline";
import { WhoCanReach } from "./who-can-reach";

const control = "bucket-not-publicly-accessible";

const title = {
  pass: "Not public.",
  fail: "Public.",
  unknown: "Nobody can say whether it is public.",
  not_applicable: "",
};

const says = (name: string, fact: Fact | undefined): string =>
  fact?.known ? valueWords(name, fact.value).slice(0, 26) : "not read";

/** Who can get in: the drawing, the sentence, the policy. */
export async function AccessTab({
  view,
  actor,
  replay,
}: {
  view: ResourceView;
  actor: Actor;
  replay: ReplayView | null;
}) {
  const verdict = view.verdicts.find(({ controlId }) => controlId === control);
  if (!view.wasRead || !verdict || verdict.verdict === "off") {
    return <EmptyState kind="unseen" title="Nothing was read of this bucket." />;
  }
  const { status, because } = verdict.verdict;
  const finding = await findingOf(view, control);
  return (
    <>
      <div className={styles.verdict}>
        <div>
          <h2>
            {title[status]} {because ?? (status === "pass" ? "Nothing is offered to everyone." : "")}
          </h2>
          <p>{sayWays(view.ways)}</p>
          {view.policy?.disagreement && <Notice title="AWS says otherwise.">{view.policy.disagreement}</Notice>}
          {view.unlisted && <p>Its access points could not be listed: there may be ways in that are not drawn.</p>}
        </div>
        <div>
          <VerdictMark of={status} />
          {status !== "pass" && verdict.severity && <SeverityMark of={verdict.severity} />}
        </div>
      </div>
      <div className={styles.wide}>
        <Breakwater
          ways={view.ways}
          says={{
            organization: says("effectiveS3Policy", view.organization["effectiveS3Policy"]),
            account: says("effectiveAccountPublicAccessBlock", view.account["effectiveAccountPublicAccessBlock"]),
            bucket: says("publicAccessBlock", view.own["publicAccessBlock"]),
          }}
        />
      </div>
      <div className={styles.small}>
        <SmallBreakwater ways={view.ways} />
      </div>
      <div className={styles.fix}>
        <FixFinding actor={actor} finding={finding} brief />
      </div>
      <div className={styles.columns}>
        <BucketPolicy reading={view.policy} fact={view.own["policy"]} />
        <div className={styles.stack}>
          <WhoCanReach map={view.access} />
          <Section title="Access points">
            {view.accessPoints.length === 0 ? (
              <p className="soft">{view.unlisted ? "They could not be listed." : "None leads here."}</p>
            ) : (
              <ul>
                {view.accessPoints.map(({ id, name, accountName }) => (
                  <li key={id}>
                    <Link className="mono" href={`/buckets/${id}?tab=controls`}>
                      {name}
                    </Link>{" "}
                    <span className="quiet">{accountName}</span>
                  </li>
                ))}
              </ul>
            )}
          </Section>
          <Section title="Timeline" says="what we saw, and why it moved">
            <Timeline entries={view.history.slice(0, 6)} brief replay={replay} />
          </Section>
        </div>
      </div>
    </>
  );
}
