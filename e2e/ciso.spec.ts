import { bucketNamed, findingOf } from "./addresses";
import { forge, nextAction } from "./forge";
import { expect, test } from "./journey";

const control = "bucket-not-publicly-accessible";
const bucket = "aldermoor-portal-prod-uploads";

test.describe("the CISO", () => {
  test("lands on the reading: the score over what was judged, and who gets in now", async ({ as }) => {
    const page = await as("ciso");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/\w.*\.$/);
    const posture = page.getByRole("region", { name: "Posture" });
    await expect(posture).toContainText(/\d+\.\d/);
    await expect(posture).toContainText(/[\d.]+ % judged/);
    await expect(posture).toContainText(/If every unknown failed it would be [\d.]+;\s*if every one passed, [\d.]+/);
    await expect(page.getByText(/^Seen in full [\d,]+ of [\d,]+ buckets$/)).toBeVisible();
    const exposure = page.getByRole("table", { name: "Buckets by who gets in" });
    for (const word of ["Public", "Public by design", "Unknown", "Not public"]) {
      await expect(exposure.getByRole("rowheader", { name: word, exact: true })).toBeVisible();
    }
  });

  test("finds behind the count of public buckets exactly as many buckets", async ({ as }) => {
    const page = await as("ciso");
    const row = page.getByRole("row", { name: /^Public \d+/ });
    const counted = await row.getByRole("cell").first().textContent();
    await row.getByRole("link", { name: /Open/ }).click();
    const table = page.getByRole("table", { name: "Bucket is not effectively public" });
    await expect(table.getByRole("rowheader")).toHaveCount(Number(counted));
  });

  test("reads on a public bucket's page by which statement it is open, by which rule of AWS's, and to whom", async ({
    as,
  }) => {
    const page = await as("ciso");
    await page.goto(await bucketNamed(page, "aldermoor-web-careers-site"));
    const policy = page.getByRole("region", { name: "Bucket policy" });
    const open = policy.getByRole("listitem").filter({ hasText: "Public" }).first();
    await expect(open).toContainText("It names everyone.");
    await expect(open.locator("mark")).toContainText('"Principal": "*"');
    await expect(open.getByRole("link", { name: /^Rule \d+$/ })).toHaveAttribute("href", /docs\.aws\.amazon\.com/);
    const anyone = page.getByRole("table", { name: "Who can reach it" }).getByRole("row", { name: /Anyone/ });
    await expect(anyone.getByRole("img", { name: "yes" })).not.toHaveCount(0);
    await expect(page.getByText(/^Anyone can /).first()).toBeVisible();
  });

  test("narrows to a unit, and every page keeps to it by its address", async ({ as }) => {
    const page = await as("ciso");
    const everything = await page.getByText(/^Seen in full/).textContent();
    await page.getByRole("button", { name: "Organizational unit: Root" }).click();
    await page.getByRole("dialog", { name: "Choose a unit" }).getByRole("link", { name: "Prod" }).click();
    await expect(page.getByRole("button", { name: "Organizational unit: Prod" })).toBeVisible();
    const ou = new URL(page.url()).searchParams.get("ou");
    expect(ou).toMatch(/^ou-/);
    await expect(page.getByText(/^Seen in full/)).not.toHaveText(everything ?? "");
    const pagesNav = page.getByRole("navigation", { name: "Pages" });
    for (const name of ["Findings", "Buckets", "Changes", "Overview"]) {
      await pagesNav.getByRole("link", { name, exact: true }).click();
      await page.waitForURL((url) => url.pathname === `/${name.toLowerCase()}`);
      expect(new URL(page.url()).searchParams.get("ou")).toBe(ou);
      await expect(page.getByRole("button", { name: "Organizational unit: Prod" })).toBeVisible();
    }
  });

  test("may change nothing: no page offers it, and a forged action is refused", async ({ as, organization }) => {
    const page = await as("ciso");
    const finding = await findingOf(page, control, bucket);
    const resourceId = Number(finding.split("/").at(-1));
    await page.goto(finding);
    await expect(
      page.getByText("You may read this. A remediator of this unit can plan and apply the fix."),
    ).toBeVisible();
    await expect(page.getByRole("button", { name: /fix|apply|undo/i })).toHaveCount(0);
    await page.goto(await bucketNamed(page, bucket));
    await expect(page.getByRole("button", { name: /fix|apply|undo/i })).toHaveCount(0);

    const lead = await as("team-lead");
    await lead.goto(await findingOf(lead, control, "aldermoor-partner-exchange-prod-exports"));
    const action = nextAction(lead);
    await lead.getByRole("button", { name: "Review the fix" }).click();
    const refused = await forge(page, await action, { controlId: control, resourceId });
    expect(await refused.text()).toContain('"ok":false,"code":"not_allowed"');
    expect((await organization.bucket(bucket)).block).toBeNull();
  });
});
