import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { parseCsv } from "@/testing/parse-csv";
import { expect, test } from "./journey";

/** Presses a link that downloads, and reads what came. */
async function download(page: Page, link: string): Promise<Record<string, string | null>[]> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: link, exact: true }).click(),
  ]);
  return parseCsv(readFileSync(await file.path(), "utf8"));
}

test.describe("the auditor", () => {
  test("downloads exactly the findings on the screen, unknown ones among them, and reads what they are out of", async ({
    as,
  }) => {
    const page = await as("auditor");
    await page.getByLabel("Severity").selectOption({ label: "Critical" });
    await page.getByLabel("Practice", { exact: true }).selectOption("1");
    await page.getByRole("button", { name: "Filter" }).click();
    await page.waitForURL(/severity=critical/);
    const shown = async (word: string): Promise<number> =>
      Number.parseInt(
        (await page.getByText(new RegExp(`^[\\d,]+ ${word}$`)).textContent())?.replace(",", "") ?? "",
        10,
      );
    const counts = { fail: await shown("failing"), unknown: await shown("unknown"), waived: await shown("waived") };
    expect(counts.unknown).toBeGreaterThan(0);

    const rows = await download(page, "CSV of this view");
    const counted = Object.groupBy(rows, ({ status }) => String(status));
    expect({ fail: 0, unknown: 0, waived: 0, ...lengths(counted) }).toEqual(counts);
    expect(new Set(rows.map(({ severity }) => severity))).toEqual(new Set(["critical"]));
    for (const { unknown_reason: reason } of counted["unknown"] ?? []) expect(reason).not.toBeNull();

    const href = await page.getByRole("link", { name: "CSV of this view" }).getAttribute("href");
    const headers = (await page.request.get(href ?? "")).headers();
    expect(headers["content-disposition"]).toContain(
      `-of-${headers["x-breakwater-resources"]}-resources-${headers["x-breakwater-unknown-verdicts"]}-unknown.csv"`,
    );
    expect(Number(headers["x-breakwater-resources"])).toBeGreaterThan(Number(headers["x-breakwater-read-in-full"]));
    expect(Number(headers["x-breakwater-unknown-verdicts"])).toBeGreaterThanOrEqual(counts.unknown);
    expect(headers["x-breakwater-as-of"]).toMatch(/^\d{4}-/);
  });

  test("downloads the whole inventory and every verdict on it", async ({ as }) => {
    const page = await as("auditor");
    await page.goto("/buckets");
    const heading = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
    const resources = await download(page, "CSV of the inventory");
    const buckets = resources.filter(({ resource_type: type }) => type === "AWS::S3::Bucket");
    expect(heading).toContain(`${buckets.length.toLocaleString("en-US")} buckets`);
    const verdicts = await download(page, "CSV of every verdict");
    const judged = new Set(verdicts.map(({ resource_arn: arn }) => arn));
    expect(buckets.filter(({ resource_arn: arn }) => !judged.has(arn ?? null))).toEqual([]);
    expect(Object.keys(Object.groupBy(verdicts, ({ status }) => String(status)))).toEqual(
      expect.arrayContaining(["pass", "fail", "unknown"]),
    );
    const formulas = [...resources, ...verdicts].flatMap((row) =>
      Object.values(row).filter((cell) => cell !== null && /^[=+\-@\t\r]/.test(cell)),
    );
    expect(formulas).toEqual([]);
  });

  test("may look at everything and change nothing", async ({ as }) => {
    const page = await as("auditor");
    await page.goto("/findings?control=bucket-not-publicly-accessible");
    await page.getByRole("rowheader").getByRole("link").first().click();
    const panel = page.getByRole("complementary", { name: "Finding" });
    await expect(panel).toContainText("You may read this.");
    await expect(panel.getByRole("button")).toHaveCount(0);
  });
});

const lengths = (groups: Partial<Record<string, unknown[]>>): Record<string, number> =>
  Object.fromEntries(Object.entries(groups).map(([name, rows = []]) => [name, rows.length]));
