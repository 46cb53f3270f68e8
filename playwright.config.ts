import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/chromium.mjs";

// Looked for once: the processes of the tests inherit it. `npm test` installs one where there is none.
const executablePath = findChromium();
if (executablePath !== undefined) process.env["CHROMIUM_PATH"] = executablePath;

/** Journeys through the whole product as `npm start` runs it. They change one world, and so go one after another. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./e2e/whole-product.ts",
  outputDir: "test-results",
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"],
    },
  },
});
