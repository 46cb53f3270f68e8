import { expect, test } from "vitest";
import { isSameOrigin } from "./same-origin";

const request = (headers: Record<string, string>) => new Headers({ host: "127.0.0.1:3000", ...headers });

test.each([
  ["the page itself", { origin: "http://127.0.0.1:3000" }, true],
  ["no origin", {}, false],
  ["an opaque origin", { origin: "null" }, false],
  ["another site", { origin: "https://evil.example" }, false],
  ["another port", { origin: "http://127.0.0.1:3001" }, false],
  [
    "another site that forwards its own host",
    { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    false,
  ],
])("a write from %s", (_, headers, allowed) => {
  expect(isSameOrigin("POST", request(headers as Record<string, string>), undefined)).toBe(allowed);
});

test("behind a proxy only the public address may write", () => {
  const open = "https://breakwater.example/";
  expect(isSameOrigin("POST", request({ origin: "https://breakwater.example" }), open)).toBe(true);
  expect(isSameOrigin("POST", request({ origin: "http://127.0.0.1:3000" }), open)).toBe(false);
});

test("anyone may ask for a page", () => {
  expect(isSameOrigin("GET", request({}), undefined)).toBe(true);
});
