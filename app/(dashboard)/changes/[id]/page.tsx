import type { Metadata } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/_session/or-not-found";
import { pageScope, type SearchParams } from "@/app/_session/page-scope";
import { Page } from "@/components/shell/page";
import { mayChange } from "@/lib/services/changes/may-change";
import { readChange } from "@/lib/services/changes/read-change";
import { viewChange } from "@/lib/services/changes/view-change";
import { ChangeDetail } from "./_components/change-detail";

export const metadata: Metadata = { title: "Change" };

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
          {change.undoOf !== null && (
            <>
              . It takes back <Link href={`/changes/${change.undoOf}`}>change {change.undoOf}</Link>
            </>
          )}
          .
        </>
      }
    >
      <ChangeDetail key={change.id} initial={viewChange(change)} mayChange={allowed} />
    </Page>
  );
}
