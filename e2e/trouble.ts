import type { Page } from "@playwright/test";

/** What a browser complained about, and what of it a journey expects. */
export type Trouble = { seen: string[]; expected: RegExp[] };

/** Writes down errors of the console (a broken content security policy is one), uncaught exceptions and failed answers. */
export function watch(page: Page, trouble: Trouble): void {
  page.on("console", (message) => {
    if (message.type() === "error") trouble.seen.push(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => trouble.seen.push(String(error)));
  page.on("response", (response) => {
    if (response.status() >= 500) trouble.seen.push(`${response.status()} ${response.url()}`);
  });
}
