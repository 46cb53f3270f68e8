import type { Page } from "@playwright/test";
import type { Persona } from "@/lib/services/people/personas";
import { bucketNamed, findingOf } from "./addresses";

/** A page as somebody reaches it. A new page of the product adds one line. */
export type ListedPage = {
  name: string;
  /** Its address, or how to come by it. */
  at: string | ((page: Page) => Promise<string>);
  /** Who looks at it; nobody is signed in where it is left out. */
  as?: Persona["key"];
  /** The answer is "not found", and the browser says so. */
  notFound?: true;
};

const openBucket = "aldermoor-web-careers-site";
const unreadBucket = "aldermoor-payments-prod-reports";

/** Every page of the product, in the states a person meets: accessibility holds for each of them. */
export const pages: readonly ListedPage[] = [
  { name: "sign-in", at: "/sign-in" },
  { name: "sign-in, refused", at: "/sign-in?failed=signed_out" },
  { name: "overview", at: "/overview", as: "ciso" },
  { name: "overview of one unit", at: "/overview", as: "team-lead" },
  { name: "findings", at: "/findings", as: "ciso" },
  { name: "findings of one practice", at: "/findings?practice=8", as: "ciso" },
  { name: "findings that match nothing", at: "/findings?q=no-such-name", as: "ciso" },
  { name: "findings with one open beside them", at: findingBeside, as: "team-lead" },
  { name: "a finding", at: (page) => findingOf(page, "bucket-not-publicly-accessible", openBucket), as: "ciso" },
  {
    name: "a verdict nobody could give",
    at: (page) => findingOf(page, "bucket-acl-no-all-users", unreadBucket),
    as: "ciso",
  },
  { name: "the model organization", at: "/model-organization", as: "platform-engineer" },
  { name: "the model organization, for who may not change it", at: "/model-organization", as: "ciso" },
  { name: "buckets", at: "/buckets", as: "ciso" },
  { name: "buckets that are public", at: "/buckets?show=public", as: "ciso" },
  { name: "a bucket, who gets in", at: (page) => bucketNamed(page, openBucket, "access"), as: "ciso" },
  { name: "a bucket, its controls", at: (page) => bucketNamed(page, openBucket, "controls"), as: "ciso" },
  { name: "a bucket, its facts", at: (page) => bucketNamed(page, openBucket, "facts"), as: "ciso" },
  { name: "a bucket, its history", at: (page) => bucketNamed(page, openBucket, "history"), as: "ciso" },
  { name: "a bucket that could not be read", at: (page) => bucketNamed(page, unreadBucket, "access"), as: "ciso" },
  { name: "changes", at: "/changes", as: "team-lead" },
  { name: "a change that waits for a person", at: plannedChange, as: "team-lead" },
  { name: "Block Public Access, by level", at: "/practices/block-public-access", as: "ciso" },
  { name: "bucket keys", at: "/practices/bucket-keys", as: "ciso" },
  { name: "logging", at: "/practices/logging", as: "ciso" },
  { name: "visibility", at: "/visibility", as: "platform-engineer" },
  { name: "what one permission hides", at: gap, as: "platform-engineer" },
  { name: "scans", at: "/scans", as: "platform-engineer" },
  { name: "a scan", at: "/scans/1", as: "platform-engineer" },
  { name: "an address that leads nowhere", at: "/buckets/0", as: "ciso", notFound: true },
  { name: "an address in parts ignored", at: "/findings?severity=loud&ou=ou-none", as: "ciso" },
];

async function findingBeside(page: Page): Promise<string> {
  await page.goto("/findings?control=bucket-not-publicly-accessible");
  await page.getByRole("table").getByRole("link").first().click();
  await page.getByRole("complementary", { name: "Finding" }).waitFor();
  return page.url();
}

async function plannedChange(page: Page): Promise<string> {
  await page.goto(await findingOf(page, "bucket-not-publicly-accessible", "aldermoor-documents-prod-archive"));
  const change = page.getByRole("link", { name: /^Change \d+$/ });
  await page.getByRole("button", { name: "Review the fix" }).or(change).first().click();
  await page.getByRole("button", { name: "Confirm and apply" }).waitFor();
  return (await change.getAttribute("href")) ?? page.url();
}

async function gap(page: Page): Promise<string> {
  await page.goto("/visibility");
  return (await page.getByRole("link", { name: "s3:GetBucketPolicy", exact: true }).getAttribute("href")) ?? "";
}
