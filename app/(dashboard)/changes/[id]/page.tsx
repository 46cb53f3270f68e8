import type { Metadata } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/_session/or-not-found";
import { pageScope, type SearchParams } from "@/app/_session/page-scope";
import { ChangePanel } from "@/components/change/change-panel";
import { formatTime } from "@/components/format/format-time";
import { Page } from "@/components/shell/page";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { mayChange } from "@/lib/services/changes/may-change";
import { readChange } from "@/lib/services/changes/read-change";
import { viewChange } from "@/lib/services/changes/view-change";

export const metadata: Metadata = { title: "Change" };

const time = (at: Date | null): string => (at ? formatTime(at) : "–");

export default async function ChangePage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const { id } = await params;
  const scope = await pageScope(searchParams);
  const change = await orNotFound(readChange(scope.actor, Number(id)));
  const allowed = await mayChange(scope.actor, change.resourceId);
  return (
    <Page
      scope={scope}
      reading={change.plan?.title ?? `Change ${change.id}`}
      says={
        <>
          <Link className="mono" href={`/buckets/${change.resourceId}`}>
            {change.resourceName}
          </Link>{" "}
          in {change.accountName}, for{" "}
          <Link href={`/findings/${change.controlSlug}/${change.resourceId}`}>{change.controlSlug}</Link>
        </>
      }
    >
      <ChangePanel initial={viewChange(change)} mayChange={allowed} />
      <Section title="Who and when">
        <Facts
          facts={[
            { name: "Asked", value: `${change.requestedBy}, ${time(change.requestedAt)}` },
            { name: "Planned on live facts", value: time(change.plannedAt) },
            { name: "Confirmed", value: change.approvedBy ? `${change.approvedBy}, ${time(change.approvedAt)}` : "–" },
            { name: "Applied", value: time(change.appliedAt) },
            { name: "Verified", value: time(change.verifiedAt) },
            { name: "Ended", value: time(change.endedAt) },
            {
              name: "Window between the last read and the read back",
              value: change.windowMs === null ? "–" : `${change.windowMs} ms`,
            },
            ...(change.undoOf === null
              ? []
              : [
                  { name: "Takes back", value: <Link href={`/changes/${change.undoOf}`}>change {change.undoOf}</Link> },
                ]),
          ]}
        />
      </Section>
    </Page>
  );
}
