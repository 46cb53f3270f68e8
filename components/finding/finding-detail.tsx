import Link from "next/link";
import type { ReactNode } from "react";
import { SmallBreakwater } from "@/components/bucket/small-breakwater";
import { FactRows } from "@/components/fact/fact-rows";
import { formatAge } from "@/components/format/format-age";
import { formatTime } from "@/components/format/format-time";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { SeverityMark } from "@/components/ui/severity-mark";
import { wordsOf } from "@/components/verdict/reason-words";
import { VerdictMark } from "@/components/verdict/verdict-mark";
import type { Fact } from "@/lib/model/fact";
import type { FindingView, GroundEdge } from "@/lib/services/findings/read-finding";
import styles from "./finding-detail.module.css";

const endings: Readonly<Record<string, string>> = {
  fixed_by_us: "fixed by a change of ours",
  fixed_outside: "fixed outside Breakwater",
  not_applicable: "no longer applicable",
  retired: "the resource is gone",
  control_changed: "the control changed",
  parameter_changed: "a parameter changed",
};

/** Whether who gets in is what a practice is about: then the drawing says who decides. */
const isAboutAccess = (practice: string): boolean => practice.startsWith("1-");

const edgeNames = {
  accessPoints: { one: "access point leads", many: "access points lead" },
  logSources: { one: "bucket sends its access logs", many: "buckets send their access logs" },
} as const;

/** What an edge ends in, and whether that is all. */
function edgeSentence({ edge, known, unread, missing }: GroundEdge): string {
  const { one, many } = edgeNames[edge];
  const found = known === 0 ? `No ${one} here` : known === 1 ? `One ${one} here` : `${known} ${many} here`;
  if (missing) {
    const permission = missing.permission ? ` (${missing.permission})` : "";
    return `${found}, of those that are known. There may be more: ${wordsOf(missing.reason)}${permission}.`;
  }
  return unread > 0 ? `${found}. Of ${unread} more it could not be read.` : `${found}.`;
}

const knownOf = (facts: readonly { fact: Fact | null }[], edges: readonly GroundEdge[]): number =>
  facts.filter(({ fact }) => fact?.known).length + edges.filter(({ missing, unread }) => !missing && !unread).length;

/** The words of a verdict: what, and why. */
function sentence({ verdict, life }: FindingView): string {
  const judged = verdict.verdict;
  if (judged === "off") return "This control is switched off here.";
  if (judged.status === "unknown") {
    const missing = judged.missing.map(
      ({ reason, permission }) => wordsOf(reason) + (permission ? ` (${permission})` : ""),
    );
    const why = judged.because ?? `It cannot be judged: ${[...new Set(missing)].join("; ")}.`;
    return life.standing ? `${why} When it was read last it failed: ${life.standing.because}` : why;
  }
  return judged.because ?? "What was read satisfies the control.";
}

/** "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html" as people read it. */
function pageOf(reference: string): string {
  const page =
    new URL(reference).pathname
      .split("/")
      .at(-1)
      ?.replace(/\.html$/, "") ?? "";
  return `AWS: ${page.replaceAll("-", " ")}`;
}

/** One verdict of one resource: what, why it matters, who decides, how to mend it. */
export function FindingDetail({ finding, at, fix }: { finding: FindingView; at: Date; fix: ReactNode }) {
  const { view, verdict, grounds, life, remediation } = finding;
  const { head } = view;
  const judged = verdict.verdict;
  const waived = life.standing?.waivedUntil;
  const facts = grounds.flatMap(({ path, fact, need }) =>
    path ? [{ path, fact, lastKnown: need.startsWith("own.") ? view.lastKnown[need.slice(4)] : undefined }] : [],
  );
  return (
    <div className={styles.detail}>
      <div>
        <p className={styles.head}>
          {judged !== "off" && <VerdictMark of={waived ? "waived" : judged.status} />}
          {verdict.severity && <SeverityMark of={verdict.severity} />}
          <span className="quiet">
            Practice {verdict.practice.split("-")[0]}
            {life.standing && ` · open ${formatAge(life.standing.since, at)}`}
            {!life.standing && life.unknownSince && ` · unknown for ${formatAge(life.unknownSince, at)}`}
          </span>
        </p>
        <h2 className={styles.title}>
          {verdict.title}: <code>{head.name}</code>
        </h2>
        <p className={styles.because}>{sentence(finding)}</p>
        {life.standing?.sightLostAt && (
          <p className={styles.because}>
            It could last be read {formatAge(life.standing.sightLostAt, at)} ago; since then{" "}
            {wordsOf(life.standing.sightReason)}. The finding stays open until somebody can look again.
          </p>
        )}
        {waived && (
          <p className={styles.because}>
            Accepted until {formatTime(waived)}: {life.standing?.waiverReason}
          </p>
        )}
        {isAboutAccess(verdict.practice) && view.ways.length > 0 && <SmallBreakwater ways={view.ways} />}
      </div>

      <Section title="Why it matters">
        <p className={styles.list}>{verdict.why}</p>
      </Section>

      <Section title="Who decides">
        <p className={styles.list}>
          {view.own["tags"]?.known && typeof view.own["tags"].value === "object" && view.own["tags"].value !== null
            ? `The tag owner says ${String((view.own["tags"].value as Record<string, string>)["owner"] ?? "nobody")}. `
            : "No owner is tagged. "}
          The account is {head.accountName}, in {head.ouPath || "the root"}.
          {life.standing?.assigneeName && ` Assigned to ${life.standing.assigneeName}.`}
        </p>
      </Section>

      <Section title="How to mend it" says={remediation ? "reversible" : undefined}>
        <div className={styles.fix}>{fix}</div>
        <ul className={styles.references} aria-label="What AWS says about it">
          {finding.references.map((reference) => (
            <li key={reference}>
              <a href={reference} rel="noreferrer">
                {pageOf(reference)}
              </a>
            </li>
          ))}
        </ul>
      </Section>

      <Section
        title="Facts this rests on"
        says={`${knownOf(facts, finding.edges)} of ${facts.length + finding.edges.length} known`}
      >
        {finding.edges.map((edge) => (
          <p key={edge.edge} className={`soft ${styles.edge}`}>
            {edgeSentence(edge)}
          </p>
        ))}
        {facts.length === 0 ? (
          <EmptyState kind="unseen" title="Nothing was read of this resource yet." />
        ) : (
          <FactRows label="Facts this verdict rests on" facts={facts} readAt={head.readAt} at={at} />
        )}
      </Section>

      {life.episodes.length > 0 && (
        <Section title="It failed before">
          <ul className={styles.list}>
            {life.episodes.map((episode) => (
              <li key={episode.closedAt.toISOString()}>
                {formatTime(episode.openedAt)} to {formatTime(episode.closedAt)}:{" "}
                {endings[episode.ending] ?? episode.ending}
                {episode.changeId !== null && (
                  <>
                    {" "}
                    (<Link href={`/changes/${episode.changeId}`}>change {episode.changeId}</Link>)
                  </>
                )}
                . {episode.because}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
