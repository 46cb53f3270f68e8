import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { projectEnvironment, projectNode, projectRoot } from "./install.mjs";

const onThisMachine = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const tenMinutes = 600_000;

/**
 * @returns the Chromium the journeys run in: the one CHROMIUM_PATH names, Playwright's own, or the system's; undefined
 * where there is none
 * @throws Error when CHROMIUM_PATH names nothing
 */
export function findChromium() {
  const told = process.env.CHROMIUM_PATH;
  if (told) {
    if (!existsSync(told)) throw new Error(`CHROMIUM_PATH is ${told}, and nothing is there.`);
    return told;
  }
  // Asked for only now: a fresh clone has no node_modules when this file is loaded.
  const { chromium } = createRequire(import.meta.url)("@playwright/test");
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  return onThisMachine.map((name) => path.join("/usr/bin", name)).find(starts);
}

/** Whether a browser is behind the name: on some systems it is a script that only says how to get one. */
const starts = (file) => existsSync(file) && spawnSync(file, ["--version"], { timeout: 20_000 }).status === 0;

/**
 * Finds a Chromium, or installs one: Playwright's own, then, for root on Debian and its kin, the system's.
 * @throws Error in a sentence that says what to do
 */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  process.stdout.write("Installing Chromium: the journeys run in it.\n");
  const isRoot = process.getuid?.() === 0;
  const cli = path.join(projectRoot, "node_modules", "@playwright", "test", "cli.js");
  run(projectNode(), [cli, "install", ...(isRoot ? ["--with-deps"] : []), "chromium"]);
  if (!findChromium() && isRoot && existsSync("/usr/bin/apt-get")) {
    run("apt-get", ["update"]);
    run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"]);
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(
    "The journeys need a Chromium, and none could be installed. Install one, or set CHROMIUM_PATH to where one is.",
  );
}

/** What it says goes to stderr; whether it worked shows in what is there afterwards. */
const run = (command, args) =>
  spawnSync(command, args, {
    cwd: projectRoot,
    stdio: ["ignore", 2, 2],
    timeout: tenMinutes,
    env: { ...projectEnvironment(), DEBIAN_FRONTEND: "noninteractive" },
  });
