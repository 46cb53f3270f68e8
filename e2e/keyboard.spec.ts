import type { Page } from "@playwright/test";
import { expect, test } from "./journey";

/** @returns how what has the focus shows it */
const ring = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement ?? document.body;
    const { outlineStyle, outlineWidth } = getComputedStyle(focused);
    const { width, height } = focused.getBoundingClientRect();
    return {
      what: `${focused.tagName} ${focused.textContent?.slice(0, 40)}`,
      visible: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 && width > 0 && height > 0,
    };
  });

test.describe("without a mouse", () => {
  test("1 to 4 sign in as the four people", async ({ stranger }) => {
    const page = await stranger();
    await page.goto("/sign-in");
    // Until the page has woken up a key does nothing.
    await expect(async () => {
      await page.keyboard.press("2");
      await page.waitForURL("**/findings", { timeout: 2000 });
    }).toPass();
    await expect(page.getByRole("button", { name: "signed in as Marcus Okafor" })).toBeVisible();
  });

  test("J and K walk the findings, Enter opens one, Esc closes it and the focus is where it was", async ({ as }) => {
    const page = await as("team-lead");
    await page.goto("/findings?control=bucket-block-public-access");
    const names = page.getByRole("rowheader").getByRole("link");
    // Until the page has woken up a key does nothing; K at the top stays there.
    await expect(async () => {
      await page.keyboard.press("k");
      await expect(names.nth(0)).toBeFocused({ timeout: 500 });
    }).toPass();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await expect(names.nth(2)).toBeFocused();
    await page.keyboard.press("k");
    await expect(names.nth(1)).toBeFocused();
    await page.keyboard.press("Enter");
    const panel = page.getByRole("complementary", { name: "Finding" });
    await expect(panel).toBeFocused();
    await expect(panel).toContainText((await names.nth(1).textContent()) ?? "");
    await page.keyboard.press("Escape");
    await expect(panel).toHaveCount(0);
    await expect(names.nth(1)).toBeFocused();
  });

  test("letters are letters while one types", async ({ as }) => {
    const page = await as("team-lead");
    const field = page.getByRole("searchbox", { name: "Name of the resource" });
    await field.focus();
    await page.keyboard.type("jk");
    await expect(field).toBeFocused();
    await expect(field).toHaveValue("jk");
  });

  test("the first stop skips to the page, and every stop shows where it is", async ({ as }) => {
    const page = await as("ciso");
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to the page" });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();
    await page.goto("/findings");
    for (let stop = 0; stop < 45; stop++) {
      await page.keyboard.press("Tab");
      expect(await ring(page)).toEqual(expect.objectContaining({ visible: true }));
    }
  });

  test("the unit is picked with arrows and Enter, and Esc leaves it as it was", async ({ as }) => {
    const page = await as("ciso");
    const unit = page.getByRole("button", { name: "Organizational unit: Root" });
    await unit.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Choose a unit" });
    await expect(dialog).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(unit).toBeFocused();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/ou=/);
    await expect(page.getByRole("button", { name: /^Organizational unit: (?!Root)/ })).toBeVisible();
  });

  test("/ goes to a bucket by the beginning of its name, an account, a unit or a control", async ({ as }) => {
    const page = await as("team-lead");
    const field = page.getByRole("combobox", { name: "Go to a bucket, account, unit or control" });
    await expect(async () => {
      await page.keyboard.press("/");
      await expect(field).toBeFocused({ timeout: 500 });
    }).toPass();
    await page.keyboard.type("aldermoor-portal-prod-u");
    await expect(page.getByRole("option").first()).toContainText("aldermoor-portal-prod-uploads");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/buckets\/\d+/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("aldermoor-portal-prod-uploads");

    await page.keyboard.press("/");
    await page.keyboard.type("aldermoor-web-careers");
    await expect(page.getByText("Nothing you may read is called so.")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(field).not.toBeFocused();
  });
});
