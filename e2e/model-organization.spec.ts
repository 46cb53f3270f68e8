import { expect, test } from "./journey";

test.describe("somebody at a demonstration", () => {
  test("opens a bucket in the model organization, sees it noticed within seconds, and closes it", async ({ as }) => {
    const page = await as("platform-engineer");
    await page.goto("/model-organization");
    await page.getByLabel("Bucket", { exact: true }).fill("aldermoor-crm-prod-exports");
    await page.getByRole("button", { name: "Open to the world" }).click();
    const receipts = page.getByRole("region", { name: "What was done, and what was noticed" });
    await expect(receipts).toContainText("Anyone on the internet may read aldermoor-crm-prod-exports.");
    await expect(receipts).toContainText(/Noticed after \d+ s\./, { timeout: 30_000 });
    await expect(receipts).toContainText("Fails now: Bucket is not effectively public");
    await page.getByRole("button", { name: "Close again" }).click();
    await expect(receipts).toContainText("No longer fails: Bucket is not effectively public", { timeout: 30_000 });
  });

  test("is told that only an administrator may, and why something cannot be", async ({ as }) => {
    const reader = await as("ciso");
    await reader.goto("/model-organization");
    await expect(reader.getByText("The model organization cannot be changed from here.")).toBeVisible();
    await expect(reader.getByRole("button", { name: "Open to the world" })).toHaveCount(0);
    const page = await as("platform-engineer");
    await page.goto("/model-organization");
    await page.getByLabel("Bucket", { exact: true }).fill("nobody-has-this-bucket");
    await page.getByRole("button", { name: "Delete" }).click();
    await expect(page.getByText("There is no such bucket.")).toBeVisible();
  });
});
