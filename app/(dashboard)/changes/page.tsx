import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { pageScope, type SearchParams } from "@/app/_session/page-scope";
import { parseSearch } from "@/app/_session/parse-search";
import { stateSentence } from "@/components/change/state-sentence";
import { formatAge } from "@/components/format/format-age";
import { formatCounted } from "@/components/format/format-count";
import { href } from "@/components/format/href";
import { Page } from "@/components/shell/page";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { Table } from "@/components/ui/table";
import { listChanges } from "@/lib/services/changes/read-change";
import { viewChange } from "@/lib/services/changes/view-change";

export const metadata: Metadata = { title: "Changes" };

const Search = z.object({ before: z.coerce.number().int().positive().optional() });

function readingOf(shown: number, underWay: number): string {
  if (shown === 0) return "Nothing was changed here";
  if (underWay === 0) return "No change is under way";
  return `${formatCounted(underWay, "change")} ${underWay === 1 ? "is" : "are"} under way`;
}

export default async function ChangesPage({ searchParams }: { searchParams: SearchParams }) {
  const scope = await pageScope(searchParams);
  const { value, notices } = parseSearch(Search, await searchParams);
  const { ou, at, actor } = scope;
  const { changes, next, underWay } = await listChanges(actor, {
    ouId: ou.id,
    ...(value.before ? { before: value.before } : {}),
  });
  return (
    <Page
      scope={{ ...scope, notices: [...scope.notices, ...notices] }}
      reading={readingOf(changes.length, underWay)}
      says="Every change is planned on the live state, applied only if that state still holds, read back, and can be undone."
    >
      {changes.length === 0 ? (
        <EmptyState kind="none" title="No change was asked for.">
          A failing finding with a fix offers a plan.{" "}
          <Link href={href("/findings", { ou: ou.awsId })}>Look at the findings</Link>
        </EmptyState>
      ) : (
        <Table label="Changes" stacked>
          <thead>
            <tr>
              <th scope="col">Change</th>
              <th scope="col">Resource</th>
              <th scope="col">How far</th>
              <th scope="col">Asked by</th>
              <th scope="col" className="num">
                Asked
              </th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.id}>
                <th scope="row">
                  <Link href={`/changes/${change.id}`}>{change.plan?.title ?? `Change ${change.id}`}</Link>
                </th>
                <td className="mono small">{change.resourceName}</td>
                <td>
                  <b>{change.state}</b> <span className="soft">{stateSentence(viewChange(change))}</span>
                </td>
                <td data-label="Asked by">{change.requestedBy}</td>
                <td className="num" data-label="Asked">
                  {formatAge(change.requestedAt, at)}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Pagination
        next={next === null ? null : href("/changes", { ou: ou.awsId, before: next })}
        first={value.before ? href("/changes", { ou: ou.awsId }) : null}
      />
    </Page>
  );
}
