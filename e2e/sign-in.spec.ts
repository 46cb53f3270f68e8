import { spawnSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "./journey";

const signedIn = ["/overview", "/findings", "/buckets", "/changes"];

/** @returns the AWS id of a unit, as the CISO's address says it */
async function unitNamed(page: Page, name: string): Promise<string> {
  await signIn(page, "ciso");
  await page
    .getByRole("link", { name: new RegExp(`^${name}`) })
    .first()
    .click();
  await page.waitForURL(/[?&]ou=ou-/);
  return new URL(page.url()).searchParams.get("ou") ?? "";
}

test.describe("signing in", () => {
  test("an address of the product leads whoever is not signed in to sign-in, and its data is refused", async ({
    stranger,
  }) => {
    const page = await stranger();
    for (const address of [...signedIn, "/", "/buckets/1", "/changes/1"]) {
      await page.goto(address);
      expect(new URL(page.url()).pathname, address).toBe("/sign-in");
    }
    for (const kind of ["findings", "verdicts", "resources"]) {
      expect((await page.request.get(`/api/export/${kind}`)).status(), kind).toBe(401);
    }
    expect((await page.request.get("/api/changes/1")).status()).toBe(401);
  });

  test("a wrong password is told in one sentence, the same for people who exist and people who do not", async ({
    stranger,
  }) => {
    const page = await stranger();
    const said: (string | null)[] = [];
    for (const email of ["ciso@model.invalid", "nobody@model.invalid"]) {
      await page.goto("/sign-in");
      await page.getByLabel("Work e-mail").fill(email);
      await page.getByLabel("Password").fill("not the password at all");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(/failed=/);
      said.push(await page.getByRole("alert").filter({ hasText: /\w/ }).textContent());
    }
    expect(said).toEqual(Array(2).fill("That e-mail and password do not belong together."));
  });

  test("a person made on the command line signs in with the password, and sees the unit it was given", async ({
    stranger,
  }) => {
    const page = await stranger();
    const [email, password] = ["journey@example.com", "a passphrase of some length"];
    const ou = await unitNamed(page, "Security");
    const made = spawnSync(
      process.execPath,
      ["scripts/run.mjs", "cli/main.ts", "user", "create", "--email", email, "--role", "viewer", "--ou", ou],
      {
        input: `${password}\n`,
        encoding: "utf8",
        env: { ...process.env, BREAKWATER_DATA_DIR: process.env["JOURNEY_DIRECTORY"] },
      },
    );
    expect(made.status, made.stderr).toBe(0);
    await page.context().clearCookies();
    await page.goto("/sign-in");
    await page.getByLabel("Work e-mail").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/overview");
    await expect(page.getByRole("button", { name: "Organizational unit: Security" })).toBeVisible();
  });

  test("signing out ends the session itself: its cookie opens nothing afterwards", async ({ as, stranger }) => {
    const page = await as("auditor");
    const cookies = await page.context().cookies();
    const thief = await stranger();
    await thief.context().addCookies(cookies);
    await thief.goto("/findings");
    expect(new URL(thief.url()).pathname).toBe("/findings");

    await page.getByRole("button", { name: "signed in as Rania Haddad" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in");
    for (const one of [page, thief]) {
      await one.goto("/findings");
      expect(new URL(one.url()).pathname).toBe("/sign-in");
    }
    expect((await thief.request.get("/api/export/findings")).status()).toBe(401);
  });

  test("a form on another site can send nothing here, and signs nobody in", async ({ stranger, baseURL, trouble }) => {
    trouble.expected.push(/status of 403/);
    const page = await stranger();
    await page.route("http://elsewhere.example/", (route) =>
      route.fulfill({
        contentType: "text/html",
        body: `<form method="post" action="${baseURL}/api/sign-in/persona"><button name="persona" value="ciso">Win</button></form>`,
      }),
    );
    await page.goto("http://elsewhere.example/");
    await page.getByRole("button", { name: "Win" }).click();
    await expect(page.getByText("This request comes from another site.")).toBeVisible();
    expect(await page.context().cookies(baseURL)).toEqual([]);
    const unnamed = await page.request.post(`${baseURL}/api/sign-in/persona`, { form: { persona: "ciso" } });
    expect(unnamed.status()).toBe(403);
  });
});
