import type { Page } from "@playwright/test";

/** @returns the address of a bucket's page, through the list of buckets */
export async function bucketNamed(page: Page, name: string, tab = "access"): Promise<string> {
  await page.goto(`/buckets?q=${name}`);
  const href = await page.getByRole("link", { name, exact: true }).getAttribute("href");
  return `${href}?tab=${tab}`;
}

/** @returns the address of the page of one verdict on one bucket */
export async function findingOf(page: Page, control: string, bucket: string): Promise<string> {
  const [path] = (await bucketNamed(page, bucket)).split("?");
  return `/findings/${control}/${path?.split("/").at(-1)}`;
}
