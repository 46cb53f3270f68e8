import type { Metadata } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/_session/or-not-found";
import { pageScope, type SearchParams } from "@/app/_session/page-scope";
import { FindingDetail } from "@/components/finding/finding-detail";
import { Page } from "@/components/shell/page";
import { findControl } from "@/lib/controls/slots";
import { readFinding } from "@/lib/services/findings/read-finding";
import { FixFinding } from "../../_components/fix-finding";

type Params = Promise<{ control: string; resource: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: findControl((await params).control)?.title ?? "Finding" };
}

export default async function FindingPage({ params, searchParams }: { params: Params; searchParams: SearchParams }) {
  const { control, resource } = await params;
  const scope = await pageScope(searchParams);
  const finding = await orNotFound(readFinding(scope.actor, control, Number(resource)));
  const { head } = finding.view;
  return (
    <Page
      scope={scope}
      reading={finding.verdict.title}
      says={
        <>
          <Link href={`/buckets/${head.id}`} className="mono">
            {head.name}
          </Link>{" "}
          in {head.accountName}, {head.region ?? "global"}
        </>
      }
    >
      <FindingDetail finding={finding} at={scope.at} fix={<FixFinding actor={scope.actor} finding={finding} />} />
    </Page>
  );
}
