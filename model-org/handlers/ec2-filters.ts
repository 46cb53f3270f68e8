import type { Filter, Tag } from "@aws-sdk/client-ec2";
import { list, matches } from "../iam/document";
import { AwsError } from "../wire/aws-error";
import { pageOf } from "./pages";

/** What filters ask of an item, by the filter's name. */
export type Readers<T> = Readonly<Record<string, (item: T) => string | readonly string[] | undefined>>;

type Question = {
  Filters?: Filter[] | undefined;
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
};

/** What carries tags: a network interface calls them otherwise. */
type Tagged = { Tags?: Tag[] | undefined; TagSet?: Tag[] | undefined };

/**
 * @returns the items all filters let through, each by one of its values, where `*` and `?` stand for anything
 * @throws AwsError for a filter the operation does not know
 */
export function filtered<T extends object>(
  items: readonly T[],
  filters: readonly Filter[] | undefined,
  readers: Readers<T>,
): T[] {
  return (filters ?? []).reduce<T[]>(
    (left, { Name = "", Values = [] }) => {
      const read = readers[Name] ?? tagReader(Name);
      if (!read) throw new AwsError("InvalidParameterValue", `The filter '${Name}' is invalid`);
      return left.filter((item) =>
        list(read(item)).some((value) => Values.some((wanted) => matches(wanted, String(value), false))),
      );
    },
    [...items],
  );
}

function tagReader(name: string): ((item: object) => string[]) | undefined {
  const tagsOf = ({ Tags, TagSet }: Tagged): Tag[] => Tags ?? TagSet ?? [];
  if (name === "tag-key") return (item) => tagsOf(item).flatMap(({ Key }) => Key ?? []);
  if (!name.startsWith("tag:")) return undefined;
  return (item) => tagsOf(item).flatMap(({ Key, Value }) => (Key === name.slice(4) ? (Value ?? []) : []));
}

/**
 * One page as EC2 cuts it: everything where nobody asks for pages.
 * @throws AwsError for a size or token EC2 refuses
 */
export function ec2Page<T>(items: readonly T[], { MaxResults, NextToken }: Question): { items: T[]; next?: string } {
  if (MaxResults !== undefined && (MaxResults < 5 || MaxResults > 1000)) {
    throw new AwsError(
      "InvalidParameterValue",
      `Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`,
    );
  }
  const { items: page, next } = pageOf(
    items,
    NextToken,
    MaxResults ?? 1000,
    () => new AwsError("InvalidParameterValue", "Unable to parse pagination token"),
  );
  return next === undefined ? { items: page } : { items: page, next };
}

/** @throws AwsError where ids are asked for that are not there */
export function refuseMissing(
  wanted: readonly string[] | undefined,
  present: ReadonlySet<string>,
  code: string,
  what: string,
): void {
  const missing = (wanted ?? []).filter((id) => !present.has(id));
  if (missing.length === 0) return;
  throw new AwsError(code, `The ${what} ID${missing.length > 1 ? "s" : ""} '${missing.join(", ")}' do not exist`);
}
