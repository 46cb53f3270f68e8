import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "@playwright/test";
import { themeCookie } from "@/components/shell/theme";
import { ensureChromium } from "@/scripts/chromium.mjs";
import { startProduct } from "@/testing/product";
import { bucketNamed, findingOf } from "./addresses";

/** Writes the README's pictures, from the product as it starts over the model organization. */
const folder = fileURLToPath(new URL("../docs/screenshots", import.meta.url));
const control = "bucket-not-publicly-accessible";
/** Public at the end of the past, too. */
const bucket = "aldermoor-documents-prod-archive";
const days = 90;

async function signedIn(page: Page, title: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: title }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

async function shoot(page: Page, name: string, address: string, theme: "day" | "night" = "day"): Promise<void> {
  await page.context().addCookies([{ name: themeCookie, value: theme, url: new URL(page.url()).origin }]);
  await page.goto(address, { waitUntil: "networkidle" });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  console.log(`docs/screenshots/${name}.png`);
}

/** Pictures are of the whole past: until it is here nothing may be changed either. */
async function pastIsHere(page: Page): Promise<void> {
  for (;;) {
    const replay = (await (await page.request.get("/api/replay")).json()) as { state: string } | null;
    if (replay?.state !== "awaited" && replay?.state !== "arriving") return;
    await page.waitForTimeout(2_000);
  }
}

const executablePath = ensureChromium();
mkdirSync(folder, { recursive: true });
const product = await startProduct(days);
const browser = await chromium.launch({ executablePath, args: ["--disable-gpu"] });
try {
  const size = { width: 1440, height: 900 };
  const page = await browser.newPage({ baseURL: product.url, viewport: size, timezoneId: "UTC", locale: "en-GB" });
  await signedIn(page, "Team lead");
  await pastIsHere(page);
  const finding = await findingOf(page, control, bucket);
  const resource = finding.split("/").at(-1);
  await shoot(page, "findings", `/findings?open=${control}/${resource}`);
  await shoot(page, "bucket", await bucketNamed(page, bucket));
  await page.goto(finding);
  await page.getByRole("button", { name: "Review the fix" }).click();
  await page.getByRole("button", { name: "Confirm and apply" }).waitFor();
  const change = await page.getByRole("link", { name: /^Change \d+$/ }).getAttribute("href");
  await shoot(page, "change", change ?? "/changes");
  await page.context().clearCookies();
  await signedIn(page, "CISO");
  await shoot(page, "overview", "/overview");
  await shoot(page, "overview-night", "/overview", "night");
} finally {
  await browser.close();
  await product.stop();
}
