import type { Page } from "@playwright/test";
import { blockAll } from "@/model-org/world/configuration";
import { findingOf } from "./addresses";
import { forge, nextAction } from "./forge";
import { expect, test } from "./journey";

const bucket = "aldermoor-portal-prod-uploads";

/** Counts what a person presses, from the first page on: every trusted click of the browser. */
async function countClicks(page: Page): Promise<() => number> {
  let clicks = 0;
  await page.exposeBinding("clicked", () => void clicks++);
  await page.addInitScript(() => {
    addEventListener("click", (event) => event.isTrusted && Reflect.apply(Reflect.get(window, "clicked"), window, []), {
      capture: true,
    });
  });
  return () => clicks;
}

test.describe("the team lead", () => {
  test("goes from sign-in to a verified fix of a public bucket in four clicks, and AWS says so too", async ({
    stranger,
    organization,
  }) => {
    const page = await stranger();
    const clicks = await countClicks(page);
    expect((await organization.bucket(bucket)).block).toBeNull();

    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Team lead" }).click();
    const group = page.getByRole("table", { name: "Bucket is not effectively public" });
    await group.getByRole("link", { name: bucket }).click();

    const panel = page.getByRole("complementary", { name: "Finding" });
    await expect(panel).toContainText("What decides is the bucket, and it is open.");
    await panel.getByRole("button", { name: "Review the fix" }).click();

    const plan = panel.getByRole("region", { name: "How to mend it" });
    await expect(plan.getByText("This is the plan for what is configured now. Nothing was changed yet.")).toBeVisible();
    await expect(plan).toContainText(`s3:PutPublicAccessBlock ${bucket}`);
    await expect(plan).toContainText("not configured now");
    await expect(plan.getByRole("insertion")).toHaveText(["true", "true", "true", "true"]);
    await expect(plan.getByRole("deletion")).toHaveText(Array(4).fill("not configured"));
    expect((await organization.bucket(bucket)).block).toBeNull();
    await plan.getByRole("button", { name: "Confirm and apply" }).click();

    await expect(plan.getByRole("status")).toContainText("Verified: it was read back as planned");
    await expect(plan.getByRole("status")).toContainText("the finding is closed");
    await expect(group.getByRole("link", { name: bucket })).toHaveCount(0);
    expect(clicks()).toBe(4);
    expect((await organization.bucket(bucket)).block).toEqual(blockAll);
  });

  test("takes the fix back in two clicks, and the bucket is not configured again", async ({ as, organization }) => {
    const page = await as("team-lead");
    await page.goto("/changes");
    await page.getByRole("link", { name: `Block public access to ${bucket}` }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("status")).toContainText("This is the plan for what is configured now.");
    expect((await organization.bucket(bucket)).block).toEqual(blockAll);
    await page.getByRole("button", { name: "Confirm and put back" }).click();
    await expect(page.getByRole("status")).toContainText("Verified: it was read back as planned");
    expect((await organization.bucket(bucket)).block).toBeNull();

    await page.goto("/findings?control=bucket-not-publicly-accessible");
    await expect(page.getByRole("link", { name: bucket })).toBeVisible();
  });

  test("turns a bucket key on, and nothing else of the encryption changes", async ({ as, organization }) => {
    const name = "aldermoor-data-lake-prod-raw-9";
    const { encryption: before } = await organization.bucket(name);
    expect(before?.bucketKey).toBe(false);
    const page = await as("team-lead");
    await page.goto(await findingOf(page, "bucket-key-enabled", name));
    await page.getByRole("button", { name: "Review the fix" }).click();
    await page.getByRole("button", { name: "Confirm and apply" }).click();
    await expect(page.getByRole("status")).toContainText("Verified");
    expect((await organization.bucket(name)).encryption).toEqual({ ...before, bucketKey: true });
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Confirm and put back" }).click();
    await expect(page.getByRole("status")).toContainText("Verified");
    await expect.poll(async () => (await organization.bucket(name)).encryption).toEqual(before);
  });

  test("does not find what is outside Workloads, and a forged action for it is refused", async ({
    as,
    organization,
    trouble,
  }) => {
    trouble.expected.push(/status of 404/);
    const outside = "aldermoor-web-careers-site";
    const ciso = await as("ciso");
    const finding = await findingOf(ciso, "bucket-not-publicly-accessible", outside);
    const resourceId = Number(finding.split("/").at(-1));

    const page = await as("team-lead");
    for (const address of [`/buckets/${resourceId}`, finding]) {
      await page.goto(address);
      await expect(page.getByText("There is nothing here, or it is outside what you may read.")).toBeVisible();
      await expect(page.getByText(outside)).toHaveCount(0);
    }
    await page.goto(await findingOf(page, "bucket-not-publicly-accessible", "aldermoor-partner-exchange-prod-events"));
    const action = nextAction(page);
    await page.getByRole("button", { name: "Review the fix" }).click();
    const input = { controlId: "bucket-not-publicly-accessible", resourceId };
    const refused = await forge(page, await action, input);
    expect(await refused.text()).toContain('"ok":false,"code":"not_found"');
    await ciso.goto("/changes");
    await expect(ciso.getByText(outside)).toHaveCount(0);
    expect((await organization.bucket(outside)).block).toBeNull();
  });
});
