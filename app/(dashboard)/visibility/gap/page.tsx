import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { pageScope, type SearchParams } from "@/app/_session/page-scope";
import { parseSearch } from "@/app/_session/parse-search";
import { formatAge } from "@/components/format/format-age";
import { href } from "@/components/format/href";
import { Page } from "@/components/shell/page";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { Table } from "@/components/ui/table";
import { wordsOf } from "@/components/verdict/reason-words";
import type { FactPath } from "@/lib/model/fact-schema";
import { factTitles } from "@/lib/model/fact-source";
import { GapFilter, type GapResource, listGapResources } from "@/lib/services/visibility/list-gap-resources";
import { mendWords, whoDenies } from "../_components/mend-words";
import styles from "../visibility.module.css";

export const metadata: Metadata = { title: "What we cannot see" };

const Search = GapFilter.extend({
  after: z
    .string()
    .regex(/^\d{1,9}-\d{1,9}$/)
    .optional(),
});

export default async function GapPage({ searchParams }: { searchParams: SearchParams }) {
  const scope = await pageScope(searchParams);
  const { value, notices } = parseSearch(Search, await searchParams);
  const { after, ...gap } = value;
  const { actor, ou, at } = scope;
  const { resources, next } = await listGapResources(actor, { ouId: ou.id, gap, ...(after ? { after } : {}) });
  const address = { ou: ou.awsId, ...gap };
  return (
    <Page
      scope={{ ...scope, notices: [...scope.notices, ...notices] }}
      reading={
        <>
          Not read: {wordsOf(gap.reason)}
          {gap.permission !== "" && (
            <>
              , missing <code>{gap.permission}</code>
            </>
          )}
        </>
      }
      says={
        <>
          <Link href={href("/visibility", { ou: ou.awsId })}>What we cannot see</Link> in {ou.name}.{" "}
          {gap.reason !== "denied" && mendWords(gap.reason)}
        </>
      }
    >
      {resources.length === 0 ? (
        <EmptyState kind="none" title="No resource lacks this any more.">
          It was mended, or belongs to another unit.
        </EmptyState>
      ) : (
        <Table label="Resources that could not be read" stacked>
          <thead>
            <tr>
              <th scope="col">Resource</th>
              <th scope="col">Account</th>
              <th scope="col">Region</th>
              <th scope="col">Not read</th>
              {gap.reason === "denied" && <th scope="col">Who refuses</th>}
              <th scope="col">Since</th>
            </tr>
          </thead>
          <tbody>
            {resources.map((resource) => (
              <tr key={resource.id}>
                <th scope="row" className="mono small">
                  {resource.type === "AWS::S3::Bucket" ? (
                    <Link href={`/buckets/${resource.id}`} prefetch={false}>
                      {resource.name}
                    </Link>
                  ) : (
                    resource.name
                  )}
                </th>
                <td data-label="Account">{resource.accountName}</td>
                <td data-label="Region">{resource.region ?? "–"}</td>
                <td className={styles.words} data-label="Not read">
                  {titlesOf(resource)}
                </td>
                {gap.reason === "denied" && (
                  <td className={styles.words} data-label="Who refuses">
                    {whoDenies(resource.answeredElsewhere)}
                  </td>
                )}
                <td data-label="Since">{resource.since ? formatAge(resource.since, at) : "–"}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Pagination
        next={next && href("/visibility/gap", address, { after: next })}
        first={after ? href("/visibility/gap", address) : null}
      />
    </Page>
  );
}

const titlesOf = ({ type, facts }: GapResource): string =>
  facts.length > 4
    ? `${facts.length} facts`
    : facts.map((name) => factTitles[`${type}.${name}` as FactPath] ?? name).join(", ");
