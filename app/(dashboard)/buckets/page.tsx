import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { pageScope, type SearchParams } from "@/app/_session/page-scope";
import { parseSearch } from "@/app/_session/parse-search";
import { formatAge } from "@/components/format/format-age";
import { formatCount, formatCounted } from "@/components/format/format-count";
import { href } from "@/components/format/href";
import { Page } from "@/components/shell/page";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { Pagination } from "@/components/ui/pagination";
import { Select } from "@/components/ui/select";
import { Table } from "@/components/ui/table";
import { VerdictMark } from "@/components/verdict/verdict-mark";
import { BucketFilter, type ListedBucket, listBuckets } from "@/lib/services/buckets/list-buckets";
import styles from "./buckets.module.css";

export const metadata: Metadata = { title: "Buckets" };

const Search = BucketFilter.extend({ after: z.string().max(300).optional() });

export default async function BucketsPage({ searchParams }: { searchParams: SearchParams }) {
  const scope = await pageScope(searchParams);
  const { value, notices } = parseSearch(Search, await searchParams);
  const { after, ...filter } = value;
  const { actor, ou, at, coverage } = scope;
  const address = { ou: ou.awsId, ...filter };
  const { buckets, next } = await listBuckets(actor, { ouId: ou.id, filter, ...(after ? { after } : {}) });
  return (
    <Page
      scope={{ ...scope, notices: [...scope.notices, ...notices] }}
      reading={`${formatCounted(coverage.buckets, "bucket")} in ${ou.name}`}
      says={`${formatCount(coverage.bucketsInFull)} of them with every fact read.`}
      actions={
        <>
          <ButtonLink href={href("/api/export/resources", { ou: ou.awsId })} download>
            CSV of the inventory
          </ButtonLink>
          <ButtonLink href={href("/api/export/verdicts", { ou: ou.awsId })} download>
            CSV of every verdict
          </ButtonLink>
        </>
      }
    >
      <form className={styles.filters} action="/buckets" method="get" aria-label="Filter buckets">
        <input type="hidden" name="ou" value={ou.awsId} />
        <Input
          size="filter"
          type="search"
          name="q"
          aria-label="Name of the bucket"
          placeholder="Name"
          defaultValue={filter.q ?? ""}
        />
        <Select size="filter" name="show" aria-label="Which buckets" defaultValue={filter.show ?? ""}>
          <option value="">Every bucket</option>
          <option value="public">Effectively public</option>
          <option value="failing">With an open finding</option>
          <option value="unknown">With something unknown</option>
        </Select>
        <Input
          size="filter"
          name="account"
          aria-label="Account id"
          placeholder="Account id"
          defaultValue={filter.account ?? ""}
        />
        <Button type="submit">Filter</Button>
        {Object.values(filter).some((one) => one !== undefined) && (
          <ButtonLink href={href("/buckets", { ou: ou.awsId })}>Clear</ButtonLink>
        )}
      </form>
      {buckets.length === 0 ? (
        <EmptyState
          kind={coverage.buckets === 0 ? "unseen" : "none"}
          title={coverage.buckets === 0 ? "No bucket was read here yet." : "No bucket matches."}
        />
      ) : (
        <Table label="Buckets" stacked>
          <thead>
            <tr>
              <th scope="col">Bucket</th>
              <th scope="col">Public</th>
              <th scope="col" className="num">
                Failing
              </th>
              <th scope="col" className="num">
                Unknown
              </th>
              <th scope="col">Account</th>
              <th scope="col">Region</th>
            </tr>
          </thead>
          <tbody>
            {buckets.map((bucket) => (
              <tr key={bucket.id}>
                <th scope="row">
                  <Link className={styles.name} href={`/buckets/${bucket.id}`} prefetch={false}>
                    {bucket.name}
                  </Link>
                </th>
                <td>
                  <PublicMark of={bucket} />
                </td>
                <td className="num" data-label="Failing">
                  {bucket.failing}
                </td>
                <td className="num" data-label="Unknown">
                  {bucket.unknown}
                </td>
                <td data-label="Account">{bucket.accountName}</td>
                <td data-label="Region">
                  {bucket.region ?? "unknown"}
                  {bucket.notSeenSince && (
                    <span className="quiet"> not seen for {formatAge(bucket.notSeenSince, at)}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Pagination
        next={next && href("/buckets", address, { after: next })}
        first={after ? href("/buckets", address) : null}
        says={formatCounted(buckets.length, "bucket")}
      />
    </Page>
  );
}

function PublicMark({ of: { isPublic } }: { of: ListedBucket }) {
  if (isPublic === "fail") return <VerdictMark of="fail">Anyone gets in</VerdictMark>;
  if (isPublic === "pass") return <VerdictMark of="pass">No</VerdictMark>;
  return <VerdictMark of="unknown">{isPublic === "not_judged" ? "Not judged yet" : "Not known"}</VerdictMark>;
}
