import type { Metadata } from "next";
import { z } from "zod";
import { orNotFound } from "@/app/_session/or-not-found";
import { pageScope, type SearchParams } from "@/app/_session/page-scope";
import { parseSearch } from "@/app/_session/parse-search";
import { formatAge } from "@/components/format/format-age";
import { href } from "@/components/format/href";
import { Page } from "@/components/shell/page";
import { Notice } from "@/components/ui/notice";
import { Tabs } from "@/components/ui/tabs";
import { readResource } from "@/lib/services/buckets/read-bucket";
import styles from "../buckets.module.css";
import { AccessTab } from "./_components/access-tab";
import { ControlsTab } from "./_components/controls-tab";
import { FactsTab } from "./_components/facts-tab";
import { HistoryTab } from "./_components/history-tab";

export const metadata: Metadata = { title: "Bucket" };

const Search = z.object({ tab: z.enum(["access", "controls", "facts", "history"]).default("access") });

export default async function BucketPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const { id } = await params;
  const scope = await pageScope(searchParams);
  const { value, notices } = parseSearch(Search, await searchParams);
  const view = await orNotFound(readResource(scope.actor, Number(id)));
  const { head, verdicts, own } = view;
  const count = (status: string) =>
    verdicts.filter(({ verdict }) => verdict !== "off" && verdict.status === status).length;
  const known = Object.values(own).filter((fact) => fact.known).length;
  const tab = (name: z.infer<typeof Search>["tab"], title: string, says?: string) => ({
    href: href(`/buckets/${id}`, { tab: name }),
    title,
    count: says,
    current: value.tab === name,
  });
  return (
    <Page
      scope={{ ...scope, notices: [...scope.notices, ...notices] }}
      reading={<span className={styles.title}>{head.name}</span>}
    >
      <p className={styles.meta}>
        <span>
          <b>Account</b>
          {head.accountName} <span className="mono small">{head.accountAwsId}</span>
        </span>
        <span>
          <b>Unit</b>
          {head.ouPath || "Root"}
        </span>
        <span>
          <b>Region</b>
          {head.region ?? "unknown"}
        </span>
        <span>
          <b>First seen</b>
          {formatAge(head.firstSeen, scope.at)} ago
        </span>
        <span>
          <b>Read</b>
          {head.readAt ? `${formatAge(head.readAt, scope.at)} ago` : "never"}
        </span>
      </p>
      {head.retiredAt && (
        <Notice title="This bucket is gone.">A complete listing no longer held it. Its history stays.</Notice>
      )}
      {!head.retiredAt && head.unreachable && (
        <Notice kind="unseen" title="Its account cannot be reached.">
          {head.unreachable} What is shown is unknown, with what was read last.
        </Notice>
      )}
      <Tabs
        label="Of this bucket"
        tabs={[
          tab("access", "Access"),
          tab("controls", "Controls", `${count("fail")} failing, ${count("unknown")} unknown, ${count("pass")} pass`),
          tab("facts", "Facts", `${known} of ${Object.keys(own).length} known`),
          tab("history", "History", String(view.history.length)),
        ]}
      />
      {value.tab === "access" && <AccessTab view={view} actor={scope.actor} replay={scope.replay} />}
      {value.tab === "controls" && <ControlsTab view={view} />}
      {value.tab === "facts" && <FactsTab view={view} at={scope.at} />}
      {value.tab === "history" && <HistoryTab view={view} actor={scope.actor} replay={scope.replay} />}
    </Page>
  );
}
