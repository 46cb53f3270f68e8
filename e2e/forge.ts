import type { APIResponse, Page } from "@playwright/test";

/** Listens for the server action a page calls. @returns a promise of its name, as the page itself sends it */
export const nextAction = (page: Page): Promise<string> =>
  page
    .waitForRequest((request) => request.method() === "POST" && "next-action" in request.headers())
    .then((request) => request.headers()["next-action"] ?? "");

/** Calls a server action past every page, with the session of the page's person. */
export function forge(page: Page, action: string, input: unknown): Promise<APIResponse> {
  const { origin, href } = new URL(page.url());
  return page.request.post(href, {
    headers: { origin, accept: "text/x-component", "content-type": "text/plain;charset=UTF-8", "next-action": action },
    data: JSON.stringify([input]),
  });
}
