import type { Metadata } from "next";
import { pageScope, type SearchParams } from "@/app/_session/page-scope";
import { Page } from "@/components/shell/page";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  const scope = await pageScope(searchParams);
  return (
    <Page scope={scope} reading={`${scope.ou.name}`}>
      <p>{scope.coverage.buckets}</p>
    </Page>
  );
}
