import { forge, nextAction } from "./forge";
import { expect, test } from "./journey";

test.describe("the platform engineer", () => {
  test("lands on what cannot be seen, by account and by the permission that is missing", async ({ as }) => {
    const page = await as("platform-engineer");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("we cannot see 2 of 60 accounts");
    const dark = page.getByRole("row", { name: /aldermoor-sandbox-tomas/ });
    await expect(dark).toContainText("BreakwaterRead could not be assumed");
    await expect(dark).toContainText("Create the role there");
    await page.getByRole("link", { name: "s3:GetBucketPolicy", exact: true }).click();
    await page.waitForURL(/\/visibility\/gap/);
    await expect(page.getByText("aldermoor-payments-prod-reports")).toBeVisible();
  });

  test("starts a scan, follows it to its end, and is told once when it is over", async ({ as, organization }) => {
    test.slow();
    const slow = await organization.addFault({ service: "S3", effect: { kind: "latency", milliseconds: 30 } });
    const page = await as("platform-engineer");
    await page.goto("/scans");
    await page.getByRole("button", { name: "Start a scan" }).click();
    const scan = page.getByRole("region", { name: /^Scan \d+$/ });
    await expect(scan.getByRole("progressbar", { name: "Accounts collected" })).toBeVisible();
    await organization.removeFault(slow);
    await expect(scan.getByRole("status")).toContainText(/Scan \d+: Partial/i, { timeout: 150_000 });
    await expect(page.getByRole("heading", { level: 1 })).toContainText("did not see everything");

    const id = (await scan.getAttribute("data-scan")) ?? "";
    await page.goto(`/scans/${id}`);
    await expect(page.getByText("aldermoor-sandbox-tomas").first()).toBeVisible();
    await expect(
      page.getByText("s3:GetBucketPolicy", { exact: true }).or(page.getByText("policyStatus")).first(),
    ).toBeVisible();
  });

  test("changes when scans start by themselves; a wrong expression is refused where it is written", async ({ as }) => {
    const page = await as("platform-engineer");
    await page.goto("/scans");
    await page.getByText("Change the schedule").click();
    const form = page.getByRole("form", { name: /^Schedule/ });
    await form.getByLabel("Cron expression").fill("every now and then");
    await expect(form.getByRole("button", { name: "Save the schedule" })).toBeDisabled();
    await form.getByLabel("Cron expression").fill("30 4 * * 1");
    await form.getByLabel("Time zone").fill("Europe/Berlin");
    await form.getByRole("button", { name: "Save the schedule" }).click();
    await expect(page.getByText(/in the zone Europe\/Berlin/)).toBeVisible();
  });

  test("alone starts scans: a viewer is told why not, and a forged start is refused", async ({ as }) => {
    const viewer = await as("ciso");
    await viewer.goto("/scans");
    await expect(viewer.getByText("Only an administrator of Root starts scans.")).toBeVisible();
    const engineer = await as("platform-engineer");
    await engineer.goto("/scans");
    const action = nextAction(engineer);
    await engineer.getByRole("button", { name: "Start a scan" }).click();
    const refused = await forge(viewer, await action, { scope: "full", target: "" });
    expect(await refused.text()).toContain('"ok":false,"code":"not_allowed"');
  });

  test("reads each practice's coverage, level by level", async ({ as }) => {
    const page = await as("platform-engineer");
    await page.goto("/practices/block-public-access");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/buckets are public/);
    await expect(page.getByRole("region", { name: "Which level decides" })).toContainText("Organization policy");
    await page.goto("/practices/bucket-keys");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/Bucket keys are on/);
    await page.goto("/practices/logging");
    await expect(page.getByRole("region", { name: "Where the logs go" })).toContainText("access-logs");
  });
});
