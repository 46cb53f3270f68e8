import { test as base, expect, type Page } from "@playwright/test";
import { type Persona, personas } from "@/lib/services/people/personas";
import { type ModelOrganization, modelOrganization } from "./model-organization";
import { type Trouble, watch } from "./trouble";

type Fixtures = {
  /** A page in a session of its own, signed in as one of the four people through the sign-in page. */
  as(persona: Persona["key"]): Promise<Page>;
  /** A page of somebody nobody knows yet. */
  stranger(): Promise<Page>;
  /** What the browsers complained about. A journey ends without any of it, unless it says what it expects. */
  trouble: Trouble;
  /** The organization itself, to ask what the pages claim. */
  organization: ModelOrganization;
};

/** A journey through the product that `npm test` started. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
  baseURL: async ({}, use) => use(process.env["JOURNEY_URL"]),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  organization: async ({}, use) => use(modelOrganization(process.env["JOURNEY_MODEL_URL"] ?? "")),
  trouble: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const trouble: Trouble = { seen: [], expected: [] };
      await use(trouble);
      const unexpected = trouble.seen.filter((said) => !trouble.expected.some((pattern) => pattern.test(said)));
      expect(unexpected, "the browser complained about nothing").toEqual([]);
    },
    { auto: true },
  ],
  stranger: async ({ browser, trouble }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async () => {
      const context = await browser.newContext({ acceptDownloads: true });
      contexts.push(context);
      const page = await context.newPage();
      watch(page, trouble);
      return page;
    });
    for (const context of contexts) await context.close();
  },
  as: async ({ stranger }, use) => {
    await use(async (persona) => {
      const page = await stranger();
      await signIn(page, persona);
      return page;
    });
  },
});

/** Signs in by the person's button, and waits for the page that person lands on. */
export async function signIn(page: Page, key: Persona["key"]): Promise<void> {
  const { title, landsOn } = personas.find((one) => one.key === key) as Persona;
  await page.goto("/sign-in");
  await page.getByRole("button", { name: title }).click();
  await page.waitForURL((url) => url.pathname === landsOn);
}

export { expect };
