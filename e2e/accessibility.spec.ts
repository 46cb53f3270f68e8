import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { themeCookie } from "@/components/shell/theme";
import { expect, signIn, test } from "./journey";
import { pages } from "./pages";

type RunOptions = Parameters<AxeBuilder["options"]>[0];

const standard = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What depends on colours, and so on day or night, alone. */
const coloured = ["color-contrast", "link-in-text-block"];

/** @returns what breaks WCAG 2.2 AA on a page, a line for each element */
async function violations(page: Page, theme: "day" | "night"): Promise<string[]> {
  const runOnly = theme === "day" ? { type: "tag", values: standard } : { type: "rule", values: coloured };
  // Legacy means without a second, empty page that sums up the frames: there are no frames here.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  // Safe: the axe of this version takes both kinds.
  const { violations: found } = await axe.options({ runOnly, resultTypes: ["violations"] } as RunOptions).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary = "" }) => `${id}: ${html.slice(0, 200)} ${failureSummary.replaceAll(/\s+/g, " ")}`,
    ),
  );
}

/** @returns how many pixels the page is wider than what shows it */
const tooWide = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test.describe("by day and by night, wide and narrow, without an error of the browser,", () => {
  for (const { name, at, as, notFound } of pages) {
    test(`${name}: keeps to WCAG 2.2 AA and reflows to 320 pixels`, async ({ stranger, baseURL, trouble }) => {
      if (notFound) trouble.expected.push(/status of 404/);
      const page = await stranger();
      if (as) await signIn(page, as);
      const address = typeof at === "string" ? at : await at(page);
      for (const theme of ["day", "night"] as const) {
        await page.context().addCookies([{ name: themeCookie, value: theme, url: baseURL ?? "" }]);
        await page.goto(address);
        for (const width of [1440, 390]) {
          await page.setViewportSize({ width, height: 900 });
          await expect(
            page
              .getByRole("heading", { level: 1 })
              .or(page.getByRole("heading", { level: 2 }))
              .first(),
          ).toBeVisible();
          expect.soft(await violations(page, theme), `${theme}, ${width} wide`).toEqual([]);
          expect.soft(await tooWide(page), `pixels too wide at ${width}`).toBeLessThanOrEqual(0);
        }
        await page.setViewportSize({ width: 320, height: 900 });
        expect.soft(await tooWide(page), "pixels too wide at 320").toBeLessThanOrEqual(0);
      }
    });
  }
});
